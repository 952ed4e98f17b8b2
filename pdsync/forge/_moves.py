"""What is to be done so that a place has one post, and it says what is to be told. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pdsync.forge._notice import Notice, same_text, was_edited
from pdsync.forge._post import Author, Post
from pdsync.frozen import frozen
from pdsync.marker import Tells, marker_of


@frozen
class Make:
    """Nothing is there yet."""


@frozen
class Rewrite:
    """The post says something else; `was_edited` if that is not what pdsync wrote."""

    post: Post
    was_edited: bool


@frozen
class BringBack:
    """The post was put away, and has something to tell again."""

    post: Post


@frozen
class PutAway:
    """The post has nothing to tell; or it `is_another`: a double, or of a stack that is gone."""

    post: Post
    is_another: bool


PostMove = Make | Rewrite | BringBack | PutAway


@frozen
class Decision:
    """What is to be done, in order, and with which post if there is one."""

    post: Post | None
    moves: Sequence[PostMove]


def decide(
    notice: Notice, posts: Sequence[Post], me: Author, *, closes: bool, always: bool
) -> Decision:
    """Return what is to be done; no move where all is as it should be.

    Two jobs at one time both make a post: from then on the older one is kept.

    Args:
        notice: what is to be told.
        posts: what is there. Those of others are theirs, whatever they say.
        me: whose posts are ours.
        closes: a post with nothing to tell is put away.
        always: a post is made even if there is nothing to tell, or nothing known.
    """
    mine = sorted((one for one in posts if me.wrote(one)), key=lambda one: one.number)
    ours = [one for one in mine if marker_of(one.body) == notice.marker]
    gone = [one for one in mine if _is_gone(one, notice)]
    others = [PutAway(one, is_another=True) for one in [*ours[1:], *gone] if not one.is_away]
    if not ours:
        makes = always or notice.tells is Tells.CHANGES
        return Decision(None, [*([Make()] if makes else []), *others])
    return Decision(ours[0], [*_of_first(notice, ours[0], closes=closes), *others])


def _is_gone(post: Post, notice: Notice) -> bool:
    """Return True for a text like this one, about a stack that the repository has no more."""
    marker = marker_of(post.body)
    if marker is None or marker.what != notice.marker.what or notice.stacks is None:
        return False
    return bool(marker.stack) and marker.stack not in notice.stacks


def _of_first(notice: Notice, post: Post, *, closes: bool) -> Iterator[PostMove]:
    belongs_away = closes and notice.tells is Tells.NOTHING
    edited = was_edited(post.body)
    if edited or not same_text(post.body, notice.body):
        yield Rewrite(post, edited and not post.is_away)
    if post.is_away and not (closes and notice.tells is not Tells.CHANGES):
        yield BringBack(post)
    if belongs_away and not post.is_away:
        yield PutAway(post, is_another=False)
