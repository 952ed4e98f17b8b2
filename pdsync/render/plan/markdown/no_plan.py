"""Why a commit has no plan, as Markdown that takes the place of the plan of an earlier one."""

from __future__ import annotations

from collections.abc import Sequence

from pdsync.diagnostics import Diagnostic
from pdsync.marker import Tells, marked
from pdsync.render._escape import code, markdown
from pdsync.render.plan.markdown.document import LIMIT
from pdsync.render.plan.markdown.room import Portion, Room

_LEAD = (
    "This commit has no plan, and the plan of an earlier commit does not hold for it. "
    "What stands in the way:"
)


def no_plan_markdown(
    directory: str, stack: str | None, reasons: Sequence[Diagnostic], *, limit: int = LIMIT
) -> str:
    """Return what stands in the way, never longer than so many bytes, below the plan's marker."""
    named = f" · stack {code(stack)}" if stack else ""
    head = "\n".join([marked("plan", stack, Tells.UNKNOWN), "## pdsync: no plan"])
    ways = f"{code(directory.rstrip('/') + '/')}{named}"
    errors = [Portion(_point(one)) for one in reasons if one.is_error]
    parts = [head, ways, _LEAD]
    return "\n\n".join([*parts, Room(limit).without(*parts).kept(errors)]) + "\n"


def _point(one: Diagnostic) -> str:
    at = f"{code(str(one.place))}: " if one.place else ""
    more = f"<br>{markdown(one.help)}" if one.help else ""
    return f"- {at}{markdown(one.message)}{more}"
