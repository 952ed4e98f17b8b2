"""One change as lines of text: its head, its fields, its risks. Used by every form for people."""

from __future__ import annotations

from pdsync.json_types import Json
from pdsync.render._counts import SIGNS, TONES
from pdsync.render._escape import visible
from pdsync.render._layout import Row, fill, table
from pdsync.render._style import Style
from pdsync.render.plan.fields import field_rows
from pdsync.render.plan.path_words import path_rows

_INDENT = 6


def change_lines(change: Json, style: Style, *, show_ids: bool = False) -> list[str]:
    """The change: a line that names it, then what is risky, then its fields."""
    body = [" " * _INDENT + line for line in body_lines(change, style, style.columns - _INDENT)]
    return [_head(change, style, show_ids=show_ids), *body]


def short_lines(change: Json, style: Style, *, show_ids: bool = False) -> list[str]:
    """Return the change without its fields: a line that names it, then what is risky.

    What a deletion takes with it stands in its notes; of others they are side effects.
    """
    told = change if change["action"] in {"delete", "replace"} else {**change, "notes": []}
    risks = table(_risks(told), style.columns - _INDENT, style)
    return [_head(change, style, show_ids=show_ids), *(" " * _INDENT + line for line in risks)]


def body_lines(change: Json, style: Style, columns: int, *, risks: bool = True) -> list[str]:
    """Return the lines below the one that names the change; risks may stand elsewhere."""
    rows = (_risks(change) if risks else (), field_rows(change), path_rows(change, columns))
    return [line for part in rows for line in table(part, columns, style)]


def title(change: Json, *, show_ids: bool = False) -> str:
    """Kind, key, and the name where it is another: `service checkout-api  "Checkout API"`."""
    kind = change["kind"].replace("_", " ")
    key, name = visible(change["key"]), visible(change["name"])
    named = f"{kind} {key}" if key == name else f'{kind} {key}  "{name}"'
    return f"{named}  ({change['id']})" if show_ids and change["id"] else named


def where(change: Json) -> str:
    """The file and line that the change comes from."""
    place = change["place"]
    if place is None:
        return "no longer in the configuration"
    return f"{visible(place['file'])}:{place['line']}"


def _head(change: Json, style: Style, *, show_ids: bool) -> str:
    sign = SIGNS[change["action"]]
    named, place = title(change, show_ids=show_ids), where(change)
    space = fill(f"  {sign} {named}", place, style.columns)
    tone, shown = TONES[change["action"]], style.link(named, change.get("page"))
    return f"  {style.paint(f'{sign} {shown}', tone)}{space}{style.paint(place, 'dim')}"


def _risks(change: Json) -> tuple[Row, ...]:
    blocked = [Row("blocked", visible(reason), "red") for reason in change["blocked"]]
    adopted = [Row("! risk", text, "yellow")] if (text := adoption(change)) else []
    risks = [Row("! risk", visible(risk), "yellow") for risk in change["risks"]]
    notes = [Row("note", visible(note), "yellow") for note in change["notes"]]
    return (*blocked, *adopted, *risks, *notes)


def adoption(change: Json) -> str | None:
    """Explain that a change adopts a live resource; None when it does not."""
    if change["action"] != "adopt":
        return None
    kind = change["kind"].replace("_", " ")
    taken = f"takes over the {kind} that the account has already"
    return f"{taken}, and changes these fields of it" if change["fields"] else f"{taken}, as it is"
