"""Conservative "did you mean": typos only.

A wrong guess puts somebody on call by mistake, or a schedule on other clocks, which is worse than
no suggestion.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pdsync.on_demand import regex

_BETWEEN_WORDS = regex(r"[-_.\s]+")
_LETTERS_FOR_A_SLIP = 5
_MOST_SLIPS = 2
_SHORTEST_WORD = 3


def slips(one: str, other: str) -> int:
    """Count the letters left out, added, mistaken or swapped with the next."""
    older: list[int] = []
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one):
        older, before, row = before, row, [at + 1]
        for to, its in enumerate(other):
            costs = [before[to] + (letter != its), before[to + 1] + 1, row[to] + 1]
            if at and to and letter == other[to - 1] and one[at - 1] == its:
                costs.append(older[to - 1] + 1)
            row.append(min(costs))
    return row[-1]


def is_a_slip(one: str, other: str) -> bool:
    """Return True if two words differ by a typo: two letters from ten on, never a digit.

    The first letter, which may be all there is of a name, is the same.
    """
    if one[:1] != other[:1] or _digits(one) != _digits(other):
        return False
    most = min(_MOST_SLIPS, min(len(one), len(other)) // _LETTERS_FOR_A_SLIP)
    return abs(len(one) - len(other)) <= most and slips(one, other) <= most


def near_address(address: str, choices: Iterable[str]) -> str | None:
    """Return the existing e-mail address of which a written one is a typo; None if unsure.

    The part before the @ says who it is. The domain, which colleagues share, only decides between
    two that are equally near.
    """
    name, domain = _parts(address)
    parts = {choice: _parts(choice) for choice in choices}
    near = {one: it for one, it in parts.items() if is_a_slip(name, it[0])}
    return _nearest(
        {one: (slips(name, its), slips(domain, other)) for one, (its, other) in near.items()}
    )


def near_name(name: str, choices: Iterable[str]) -> str | None:
    """Return the one of `choices` of which a name is a typo, in any case; None if unsure.

    Of a name such as Europe/London every part is compared.
    """
    word = name.lower()
    near = [one for one in choices if _are_slips(word.split("/"), one.lower().split("/"))]
    return _nearest({one: (slips(word, one.lower()), 0) for one in near})


def near_key(key: str, choices: Iterable[str]) -> str | None:
    """Return the existing key or name of which a written one is a typo; None if unsure.

    Keys share words, such as `primary` or the name of a team, so every word is compared; how words
    are joined and capitals do not matter.
    """
    words = _BETWEEN_WORDS.split(key.lower())
    parts = {choice: _BETWEEN_WORDS.split(choice.lower()) for choice in choices}
    return _nearest(
        {
            choice: (slips("".join(words), "".join(its)), 0)
            for choice, its in parts.items()
            if "".join(words) == "".join(its) or _are_slips(words, its)
        }
    )


def with_words_of(name: str, choices: Iterable[str]) -> tuple[str, ...]:
    """Return the choices that have every word of a name, which may be shortened or in the plural.

    So `ack_timeout` is `acknowledgement_timeout`; no word has fewer than three letters.
    """
    words = [word for word in _BETWEEN_WORDS.split(name.lower()) if word]
    if not words or min(map(len, words)) < _SHORTEST_WORD:
        return ()
    return tuple(
        choice
        for choice in dict.fromkeys(choices)
        if all(any(_is_short_for(word, its) for its in choice.split("_")) for word in words)
    )


def _is_short_for(word: str, other: str) -> bool:
    return other.startswith(word) or word in {f"{other}s", f"{other[:-1]}ies"}


def _are_slips(words: Sequence[str], others: Sequence[str]) -> bool:
    pairs = zip(words, others, strict=False)
    return len(words) == len(others) and all(
        one == its or is_a_slip(one, its) for one, its in pairs
    )


def _nearest(distances: Mapping[str, tuple[int, int]]) -> str | None:
    found = sorted((distance, one) for one, distance in distances.items())
    tie = len(found) > 1 and found[0][0] == found[1][0]
    return found[0][1] if found and not tie else None


def _parts(address: str) -> tuple[str, str]:
    name, _, domain = address.lower().partition("@")
    return name, domain


def _digits(word: str) -> list[str]:
    return [letter for letter in word if letter.isdigit()]
