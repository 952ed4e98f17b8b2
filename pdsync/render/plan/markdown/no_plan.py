"""Why there is no plan or no drift, as Markdown that takes the place of what was told before."""

from __future__ import annotations

from collections.abc import Sequence

from pdsync.diagnostics import Diagnostic
from pdsync.marker import Tells, marked
from pdsync.render._escape import code, markdown
from pdsync.render.plan.markdown.document import LIMIT
from pdsync.render.plan.markdown.room import Portion, Room

_TITLES = {"plan": "## pdsync: no plan", "drift": "## pdsync drift: not known"}
_LEADS = {
    "plan": "This commit has no plan, and the plan of an earlier commit does not hold for it. "
    "What stands in the way:",
    "drift": "It is not known what was changed outside, nor whether what an earlier run told still "
    "is so. What stands in the way:",
}


def no_plan_markdown(
    what: str,
    directory: str,
    stack: str | None,
    reasons: Sequence[Diagnostic],
    *,
    limit: int = LIMIT,
) -> str:
    """Return what stands in the way of a `plan` or of `drift`, below its marker.

    It is never longer than so many bytes.
    """
    named = f" · stack {code(stack)}" if stack else ""
    head = "\n".join([marked(what, stack, Tells.UNKNOWN), _TITLES[what]])
    ways = f"{code(directory.rstrip('/') + '/')}{named}"
    errors = [Portion(_point(one)) for one in reasons if one.is_error]
    parts = [head, ways, _LEADS[what]]
    kept = Room(limit).without(*parts).kept(errors, f"pdsync {what}")
    return "\n\n".join([*parts, kept]) + "\n"


def _point(one: Diagnostic) -> str:
    at = f"{code(str(one.place))}: " if one.place else ""
    more = f"<br>{markdown(one.help)}" if one.help else ""
    return f"- {at}{markdown(one.message)}{more}"
