"""Drift for machines and for people: what was changed outside of the configuration, by whom."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.render.drift.as_json import drift_json
    from pdsync.render.drift.github import drift_annotations, drift_outputs
    from pdsync.render.drift.markdown import drift_markdown
    from pdsync.render.drift.people import drift_on_clocks, drift_with_people
    from pdsync.render.drift.text import drift_text

__all__ = [
    "drift_annotations",
    "drift_json",
    "drift_markdown",
    "drift_on_clocks",
    "drift_outputs",
    "drift_text",
    "drift_with_people",
]
