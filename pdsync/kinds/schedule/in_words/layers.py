"""Live layers as people would write them. Asks no clock.

Each form is tried in turn, the friendliest first: it is read as anybody would read it, laid over
the live layer, and taken if nothing of that changes. With an anchor it must also say by itself who
is on call, and for ever the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Any

from pydantic import ValidationError

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.kinds._as_written import AsOf, AsWritten
from pdsync.kinds._kind import When
from pdsync.kinds._values.words import Plain
from pdsync.kinds.schedule.beginnings import begun, is_waiting
from pdsync.kinds.schedule.in_words.form import Form
from pdsync.kinds.schedule.in_words.times import (
    handoff_written,
    length_written,
    local,
    time_written,
)
from pdsync.kinds.schedule.in_words.windows import windows
from pdsync.kinds.schedule.layers.deferred import goes, predecessors
from pdsync.kinds.schedule.layers.engine import ALWAYS, layer_on_call
from pdsync.kinds.schedule.layers.layer import Layer
from pdsync.kinds.schedule.layers.resolve import resolved_layers
from pdsync.kinds.schedule.layers.turns import has_turns_of
from pdsync.kinds.schedule.layers.virtual_start import Zones, anchored
from pdsync.kinds.schedule.undecided import Undecided
from pdsync.kinds.schedule.zone_not_written import layer_on
from pdsync.stamps import utc_stamp

_OWN_FORM = (
    "PagerDuty's own form: no words for the hand-offs of this layer mean the same for ever.",
)
_IN_ACCOUNT = ("Whose turn it is stays as it is in PagerDuty: it cannot be written exactly.",)
_NOBODY = ("Nobody takes turns in this layer.",)
_ORDER = "From the bottom to the top: where two have somebody on call, the later one wins."


def layers_written(layers: Sequence[Layer], zone: str, as_of: AsOf) -> AsWritten | None:
    """Return live layers as a list under `layers`; None if one of them cannot be written."""
    before = predecessors(layers)
    found: list[Mapping[str, Any]] = []
    comments: dict[tuple[str | int, ...], tuple[str, ...]] = {}
    leaving: list[str] = []
    for place, layer in enumerate(layers):
        if goes(layer):
            leaving.append(_leaving(layer, zone))
            continue
        live = (layers[before[place]], layer) if place in before else (layer,)
        form = _LayerWriter(layer, live, zone, as_of).form()
        if form is None:
            return None
        comments |= {("layers", len(found), *path): said for path, said in form.comments.items()}
        found.append(form.fields)
    order = [_ORDER] if len(found) > 1 else []
    if order or leaving:
        comments[("layers",)] = (*order, *leaving)
    return AsWritten({"layers": found}, comments)


def _leaving(layer: Layer, zone: str) -> str:
    until = f"until {time_written(layer.end, zone)}" if layer.end else "no longer"
    return f"Beside these the account has one that was told to end at its hand-off, {until}."


@frozen
class _LayerWriter:
    """A live layer, last of the `live` ones that its turns follow from, and how to write it."""

    layer: Layer
    live: tuple[Layer, ...]
    zone: str
    as_of: AsOf

    def form(self) -> Form | None:
        """Return the first form that reads back as the layer."""
        try:
            return next(filter(self._reads_back, self._forms()), None)
        except (Undecided, ValueError):
            return None  # it has parts of which nothing is known

    def _forms(self) -> Iterator[Form]:
        if not self.layer.users:
            yield replace(self._form({}, {}), comments={(): _NOBODY})
        elif self._takes_turns and self.as_of.anchors:
            for begins, who in self._turns():
                at = Plain(f"{local(begins, self.zone):%Y-%m-%d}")
                yield self._form(self._handoff(begins), {"anchor": {"who": who, "at": at}})
        else:
            yield from (self._form(self._handoff(at), {}) for at, _ in islice(self._turns(), 1))
        start = self.layer.rotation_virtual_start or ALWAYS
        own = self._form({}, {"rotation_virtual_start": Plain(utc_stamp(start))})
        yield replace(own, comments={("rotation_virtual_start",): _OWN_FORM})
        loose = self._form({}, {})
        yield replace(loose, comments={("members",): _IN_ACCOUNT})

    @property
    def _takes_turns(self) -> bool:
        return len({*self.layer.users}) > 1

    @property
    def _waits(self) -> bool:
        """True if its start was set by a change that waits for a hand-off."""
        return len(self.live) > 1 or is_waiting(self.layer.name)

    def _form(self, handoff: Mapping[str, Any], phase: Mapping[str, Any]) -> Form:
        layer = self.layer
        name, only = begun(layer.name), windows(layer.restrictions)
        fields: dict[str, Any] = {"name": name} if name.strip() else {}
        fields |= {"rotate": length_written(layer.rotation_turn_length_seconds), **handoff}
        if layer.users:
            fields["members"] = [*layer.users]
        fields |= phase
        if only:
            is_words = len(only) == 1 and isinstance(only[0], str)
            fields["only"] = only[0] if is_words else only
        times = {"from": None if self._waits else layer.start, "until": layer.end}
        fields |= {name: time_written(at, self.zone) for name, at in times.items() if at}
        if not self._waits or layer.start is None:
            return Form(fields, {})
        at = time_written(layer.start, self.zone)
        return Form(fields, {(): (f"It begins at the hand-off on {at}, as it was told to.",)})

    def _handoff(self, begins: datetime) -> dict[str, Any]:
        turn = self.layer.rotation_turn_length_seconds
        return {"handoff": handoff_written(begins, turn, self.zone)}

    def _turns(self) -> Iterator[tuple[datetime, Any]]:
        """Yield begin and member of the first turn of all, then of the present and earlier ones.

        The first is in every dump the same. Only turns whose member an anchor would mean: it means
        the first of somebody's several turns.
        """
        users = self.layer.users
        at = max(self.as_of.now, self.layer.start or self.as_of.now)
        turn = oncall.turn_of(layer_on_call(self.layer), self.zone, at)
        for ordinal in (0, *range(turn.ordinal, turn.ordinal - 3 * len(users), -1)):
            begins, place = replace(turn, ordinal=ordinal).begins, ordinal % len(users)
            if begins <= at and users.index(users[place]) == place:
                yield begins, users[place]

    def _reads_back(self, form: Form) -> bool:
        try:
            found = Layer.model_validate(layer_on(dict(form.fields), self.zone))
        except ValidationError:
            return False
        zones = Zones(self.zone, self.zone)
        again = resolved_layers((found,), self.live, zones, When(self.as_of.now))[-1]
        compared = ("name", *_TIMES) if "name" in form.fields else _TIMES
        alike = all(getattr(again, name) == getattr(self.layer, name) for name in compared)
        if not alike or not has_turns_of(again, self.layer):
            return False
        return found.anchor is None or self._says_the_same(anchored(found, self.zone))

    def _says_the_same(self, written: Layer) -> bool:
        ours, theirs = (
            oncall.Schedule(self.zone, (replace(layer_on_call(one), start=ALWAYS),))
            for one in (written, self.layer)
        )
        return oncall.same_for_ever(ours, theirs, self.as_of.now).first_difference is None


_TIMES = ("start", "end")
