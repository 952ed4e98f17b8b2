"""Values into words. Returns text or plain dicts; never prints, never decides."""

from pdsync.json_types import Json
from pdsync.render._as_json import (
    APPLY,
    LINT,
    ONCALL,
    PLAN,
    SIMULATION,
    apply_json,
    change_json,
    diagnostic_json,
    dumps,
    error_json,
    lint_json,
    not_applied,
    outcome_json,
    plan_json,
)
from pdsync.render._diagnostics import diagnostics_text, findings_line, help_line
from pdsync.render._escape import visible
from pdsync.render._layout import prose, sentence
from pdsync.render._people import diagnostics_with_people, with_people
from pdsync.render._signature import is_made_by_pdsync
from pdsync.render._style import PLAIN, Style
from pdsync.render.agenda.as_json import Names, agenda_json
from pdsync.render.agenda.ics import calendar
from pdsync.render.agenda.text import agenda_text
from pdsync.render.agenda.verified import verified_json, verified_text
from pdsync.render.page.impact import Impact, impact
from pdsync.render.page.page import Report, report_html
from pdsync.render.page.people import Person, faces
from pdsync.render.plan.markdown import plan_markdown
from pdsync.render.plan.result import apply_text, outcome_line, progress_line, question
from pdsync.render.plan.text import plan_text
from pdsync.render.plan_oncall.zone import with_time_zone
from pdsync.render.simulation.as_json import deleted_notes, reach_json, simulation_json
from pdsync.render.simulation.mermaid import simulation_mermaid
from pdsync.render.simulation.text import reach_text, simulation_text

__all__ = [
    "APPLY",
    "LINT",
    "ONCALL",
    "PLAIN",
    "PLAN",
    "SIMULATION",
    "Impact",
    "Json",
    "Names",
    "Person",
    "Report",
    "Style",
    "agenda_json",
    "agenda_text",
    "apply_json",
    "apply_text",
    "calendar",
    "change_json",
    "deleted_notes",
    "diagnostic_json",
    "diagnostics_text",
    "diagnostics_with_people",
    "dumps",
    "error_json",
    "faces",
    "findings_line",
    "help_line",
    "impact",
    "is_made_by_pdsync",
    "lint_json",
    "not_applied",
    "outcome_json",
    "outcome_line",
    "plan_json",
    "plan_markdown",
    "plan_text",
    "progress_line",
    "prose",
    "question",
    "reach_json",
    "reach_text",
    "report_html",
    "sentence",
    "simulation_json",
    "simulation_mermaid",
    "simulation_text",
    "verified_json",
    "verified_text",
    "visible",
    "with_people",
    "with_time_zone",
]
