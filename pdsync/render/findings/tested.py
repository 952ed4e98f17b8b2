"""Own rules whose examples were run, counted: as JSON, and in a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from pdsync.json_types import Json
from pdsync.render._counts import counted, with_others

_MOST = 3
"""As many rules without examples are named."""


def tested_json(examples: Mapping[str, int]) -> Json:
    """Return how many rules and examples were run, and the rules without any, by name."""
    without = [name for name, number in examples.items() if not number]
    return {"rules": len(examples), "examples": sum(examples.values()), "without": without}


def tested_words(tested: Json, found: str) -> str:
    """Say what was run, and what came of it: `found` counts what is wrong, and may be empty."""
    rules, examples, without = tested["rules"], tested["examples"], tested["without"]
    ended = f" {found}." if found else ""
    if not rules:
        return ended.strip() or "No rule of your own is written under `rules:`: nothing was tested."
    head = f"{counted(rules, 'rule')} of your own"
    if not examples:
        how = "Write some as `passes:` and `fails:` of a rule."
        return f"{head} without examples: nothing was tested.{ended or f' {how}'}"
    verdict = ended or (" It is what it says." if examples == 1 else " All are what they say.")
    named = with_others([f"`{one}`" for one in without], _MOST)
    others = f" Without any: {named}." if without else ""
    return f"{head}, {counted(examples, 'example')}.{verdict}{others}"
