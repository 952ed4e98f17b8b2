"""Simulated incidents as JSON, text and Mermaid."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.render.simulation.as_json import deleted_notes, reach_json, simulation_json
    from pdsync.render.simulation.findings import Asked
    from pdsync.render.simulation.mermaid import simulation_mermaid
    from pdsync.render.simulation.proof_text import reach_text
    from pdsync.render.simulation.text import beginning_words, simulation_text

__all__ = [
    "Asked",
    "beginning_words",
    "deleted_notes",
    "reach_json",
    "reach_text",
    "simulation_json",
    "simulation_mermaid",
    "simulation_text",
]
