"""Elements of an HTML page from plain values. All text is escaped; knows nothing of reports."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from pdsync.render._escape import visible

_VOID = {"meta", "wbr"}


class Html(str):
    """Text that is HTML already. Everything else is escaped when it is put into an element."""

    __slots__ = ()


Content = str | Html | Iterable[str | Html | None] | None
Attribute = str | int | bool | None


def element(name: str, *children: Content, **attributes: Attribute) -> Html:
    """An element. `class_` is class, `aria_label` aria-label; None and False leave one out."""
    given = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Html(f"<{name}{given}>")
    return Html(f"<{name}{given}>{together(*children)}</{name}>")


def together(*children: Content) -> Html:
    """Join elements side by side."""
    return Html("".join(_child(child) for child in children))


def text(value: str) -> Html:
    """The text itself, with whatever hides from the eye as an escape."""
    return Html(escape(visible(value)))


def _child(child: Content) -> str:
    if child is None:
        return ""
    if isinstance(child, Html):
        return child
    return text(child) if isinstance(child, str) else "".join(_child(one) for one in child)


def _attribute(key: str, value: Attribute) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{text(str(value))}"'
