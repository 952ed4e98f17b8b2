"""Answers as a later PagerDuty might give them: other order, new fields, new words."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace
from typing import Any

from pdsync.sandbox.serving.wire import Request, Response

SURPRISE = {"type": "surprise", "value": 1}
# Words that a client reads but never manages; what it manages must stay true.
NEW_WORDS = {"role": "galactic_user", "alert_creation": "create_smart_alerts"}
# Most severe first, always.
ORDERED = ("priorities", "schedule_layers")
# What a token may be told of as references alone, whatever it asks to be included.
WAYS = ("contact_methods", "notification_rules")
OVERRIDES = re.compile(r"/schedules/[^/]+/overrides")


def mangled(given: Response, chance: random.Random) -> Response:
    """The same answer in another order, with things in it that no document mentions."""
    if not given.body.startswith(b"{") or given.status != 200:  # noqa: PLR2004 - only good answers
        return given
    body = json.loads(given.body)
    for name, value in body.items():
        if isinstance(value, list) and name not in ORDERED:
            chance.shuffle(value)
        for item in value if isinstance(value, list) else [value]:
            _surprise(item, chance)
    for user in body.get("users", ()):
        _refer_to_ways(user, chance)
    body["surprise"] = SURPRISE
    return replace(given, body=json.dumps(body, ensure_ascii=False).encode())


def _surprise(item: Any, chance: random.Random) -> None:
    if not isinstance(item, dict):
        return
    item["surprise"] = SURPRISE
    for name, word in NEW_WORDS.items():
        if name in item and item.get("type") in ("user", "service") and chance.random() < 0.5:  # noqa: PLR2004 - a coin
            item[name] = word
    for rule in item.get("escalation_rules") or ():
        chance.shuffle(rule["targets"])
    for name in ("rotations", "events"):
        chance.shuffle(item.get(name) or [])
    if chance.random() < 0.5:  # noqa: PLR2004 - a coin
        for rotation in item.get("rotations") or ():
            rotation.pop("events", None)


def _refer_to_ways(user: Any, chance: random.Random) -> None:
    if chance.random() < 0.5:  # noqa: PLR2004 - a coin
        user |= {name: [*map(_referred, user[name])] for name in WAYS if name in user}


def _referred(item: Any) -> Any:
    kept = {name: item[name] for name in ("id", "type", "summary", "self", "html_url")}
    return kept | {"type": f"{item['type'].removesuffix('_reference')}_reference"}


def without_ids(request: Request, given: Response) -> Response:
    """The list of a layered schedule's overrides with no more than the API promises.

    By its description the ids are told to who asks with `editable=true`; its example shows them.
    """
    asked = ("editable", "true") in request.query
    if request.method != "GET" or asked or not OVERRIDES.fullmatch(request.path):
        return given
    body = json.loads(given.body)
    for one in body.get("overrides", ()):
        one.pop("id", None)
    return replace(given, body=json.dumps(body, ensure_ascii=False).encode())
