"""Values into words. Returns text or plain dicts; never prints, never decides.

What every command needs is here; each folder has what one of them shows.
"""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.json_types import Json
    from pdsync.render._counts import counted, with_others
    from pdsync.render._diagnostics import diagnostics_text, findings_line, help_line
    from pdsync.render._escape import for_runner, markdown, visible
    from pdsync.render._formats import (
        APPLY,
        COVER,
        DEPARTURE,
        DRIFT,
        DUMP,
        LINT,
        ONCALL,
        OVERRIDE,
        OVERRIDES,
        PLAN,
        PLAN_BEFORE,
        SCOPES,
        SIMULATION,
        SWAP,
        WHO,
        diagnostic_json,
        dumps,
        made_by,
        place_json,
    )
    from pdsync.render._layout import prose, sentence
    from pdsync.render._looked_at import looked_at_json
    from pdsync.render._people import diagnostics_with_people, people_shown, with_people
    from pdsync.render._signature import is_made_by_pdsync
    from pdsync.render._style import PLAIN, Style
    from pdsync.render.annotations import MOST_ANNOTATIONS

__all__ = [
    "APPLY",
    "COVER",
    "DEPARTURE",
    "DRIFT",
    "DUMP",
    "LINT",
    "MOST_ANNOTATIONS",
    "ONCALL",
    "OVERRIDE",
    "OVERRIDES",
    "PLAIN",
    "PLAN",
    "PLAN_BEFORE",
    "SCOPES",
    "SIMULATION",
    "SWAP",
    "WHO",
    "Json",
    "Style",
    "counted",
    "diagnostic_json",
    "diagnostics_text",
    "diagnostics_with_people",
    "dumps",
    "findings_line",
    "for_runner",
    "help_line",
    "is_made_by_pdsync",
    "looked_at_json",
    "made_by",
    "markdown",
    "people_shown",
    "place_json",
    "prose",
    "sentence",
    "visible",
    "with_others",
    "with_people",
]
