"""Promises of a report: what is kept, what is broken and when, what is not proved. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pdsync.reconcile.promised import PromiseVerdict
from pdsync.render._counts import counted
from pdsync.render._times import day_words
from pdsync.render.page.elements import Html, element, together
from pdsync.render.page.words import link, scrolling, sentence
from pdsync.roster import Topic

_TITLE = "What is promised, and whether it is kept"


def promises(found: Sequence[PromiseVerdict], topics: Iterable[Topic]) -> Html:
    """Count them, and draw a row for each, broken ones first. Paper leaves out those kept."""
    known = {(one.kind, one.token): one for one in topics}
    order = sorted(found, key=lambda one: not one.broken)
    head = ("Of", "Promise", "Is it kept?")
    table = element(
        "table",
        element("caption", _TITLE),
        element("thead", element("tr", (element("th", one, scope="col") for one in head))),
        element("tbody", (_row(one, known[one.kind, one.token]) for one in order)),
        class_="list verdicts",
    )
    return together(element("p", _counted(found), class_="about"), scrolling(table, _TITLE))


def _counted(found: Sequence[PromiseVerdict]) -> str:
    broken = sum(bool(one.broken) for one in found)
    unproved = sum(bool(one.unproved) for one in found)
    parts = [(broken, "broken"), (unproved, "not proved"), (len(found) - broken - unproved, "kept")]
    told = ", ".join(f"{number} {words}" for number, words in parts if number)
    return f"{counted(len(found), 'promise')}: {told}."


def _row(one: PromiseVerdict, topic: Topic) -> Html:
    whose = topic.title if topic.kind == "service" else link(topic)
    kind = element("small", topic.kind.replace("_", " "))
    overridden = None
    if one.overridden:
        overridden = element("p", sentence(f"By an override: {one.overridden}"))
    return element(
        "tr",
        element("th", whose, kind, scope="row"),
        element("td", element("code", one.field)),
        element("td", _words(one), overridden),
        class_=None if one.broken or one.unproved or one.overridden else "kept",
    )


def _words(one: PromiseVerdict) -> Html:
    if one.broken:
        broken = element("b", "broken", class_="chip gap")
        return together(broken, element("span", " ", sentence(one.broken)))
    if one.unproved:
        return together("not proved: ", sentence(one.unproved))
    return together("kept", f" until {day_words(one.until.date())}" if one.until else " for ever")
