"""Agendas: who is on call when, as JSON, text and calendar."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.render.agenda.as_json import ANSWERS, Names, agenda_json
    from pdsync.render.agenda.ics import calendar
    from pdsync.render.agenda.text import agenda_text
    from pdsync.render.agenda.verified import verified_json, verified_text

__all__ = [
    "ANSWERS",
    "Names",
    "agenda_json",
    "agenda_text",
    "calendar",
    "verified_json",
    "verified_text",
]
