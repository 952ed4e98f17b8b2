"""Keeps one post in a place: looks, decides, does it, and looks again where that was in vain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pdsync.errors import ApiError, NoAnswer
from pdsync.forge._moves import BringBack, Decision, Make, PostMove, PutAway, Rewrite, decide
from pdsync.forge._notice import Notice
from pdsync.forge._post import PostPlace
from pdsync.frozen import frozen

_ROUNDS = 3


@frozen
class KeptPost:
    """What was done: the post is now `new`, `changed`, `closed`, `same`, or there is `none`.

    Nothing was done where the job is `behind`: its pull request has a newer commit. `outdated` are
    the pages of others that were put away.
    """

    is_now: str
    url: str
    outdated: Sequence[str] = ()


def keep(
    place: PostPlace, notice: Notice, warn: Callable[[str], None], *, always: bool
) -> KeptPost:
    """Let the place have one post of this subject, with this text.

    Args:
        place: the comments of a pull request, or the issues of a repository.
        notice: what is to be told.
        warn: is told what could not be tidied up, and what was written over.
        always: make a post even if there is nothing to tell.

    Raises:
        ApiError: the forge refuses; `Forbidden` if the token may not do it.
        NoAnswer: no usable answer came.
    """
    if _is_behind(place):
        return KeptPost("behind", "")
    notice = replace(notice, text=place.harmless(notice.text))
    me, rounds = place.me(), 1
    while True:
        found = decide(notice, place.posts(), me, closes=place.closes, always=always)
        try:
            return _carried_out(place, notice, found, warn)
        except (ApiError, NoAnswer) as problem:
            if rounds == _ROUNDS or not _is_worth_a_look(problem):
                raise
            rounds += 1


def _is_behind(place: PostPlace) -> bool:
    """Return True where the pull request has a newer commit; not where nobody may say so."""
    try:
        newest = place.newest_commit()
    except ApiError:
        return False
    return newest not in {"", place.job.head} and bool(place.job.head)


def _is_worth_a_look(problem: ApiError | NoAnswer) -> bool:
    """Return True if a post was deleted meanwhile, or may have been made after all."""
    if isinstance(problem, NoAnswer):
        return problem.sent
    return problem.is_gone or problem.is_unclear


def _carried_out(
    place: PostPlace, notice: Notice, found: Decision, warn: Callable[[str], None]
) -> KeptPost:
    post, outdated = found.post, list[str]()
    for move in found.moves:
        if isinstance(move, Make):
            post = place.make(notice)
        elif isinstance(move, Rewrite):
            if move.was_edited:
                warn(f"somebody edited the {place.noun} {move.post.url}: it was written over")
            place.rewrite(move.post, notice.body)
        elif _is_tidied(place, move, warn) and isinstance(move, PutAway) and move.is_another:
            outdated.append(move.post.url)
    if post is None:
        return KeptPost("none", "", outdated)
    return KeptPost(_word(found.moves), post.url, outdated)


def _is_tidied(place: PostPlace, move: BringBack | PutAway, warn: Callable[[str], None]) -> bool:
    """Put a post away or bring it back; a comment that stays as it was ends no run."""
    try:
        if isinstance(move, BringBack):
            place.bring_back(move.post)
        else:
            place.put_away(move.post)
    except (ApiError, NoAnswer) as problem:
        if place.closes:
            raise
        did = "brought back" if isinstance(move, BringBack) else "minimised"
        warn(f"the {place.noun} {move.post.url} could not be {did}: {problem.message}")
        return False
    return True


def _word(done: Sequence[PostMove]) -> str:
    """Return what became of the post that is kept, whatever was tidied up beside it."""
    own = [one for one in done if not (isinstance(one, PutAway) and one.is_another)]
    if not own:
        return "same"
    if isinstance(own[-1], PutAway):
        return "closed"
    return "new" if isinstance(own[0], Make) else "changed"
