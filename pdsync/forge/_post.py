"""Texts that stand on a forge, comments and issues alike, and the places that they stand in."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from pdsync.forge._client import ForgeClient
from pdsync.forge._job import ForgeJob
from pdsync.forge._notice import Notice
from pdsync.frozen import frozen

_BOT = "[bot]"


@frozen
class Author:
    """Somebody who writes on a forge: a number that nobody else ever has, and a name."""

    id: int | None
    login: str

    def wrote(self, post: Post) -> bool:
        """Return True for a post of this author.

        GitHub's two APIs may call an app by its name and by its name with `[bot]`, which no person
        can be called.
        """
        by = post.author
        if by is None:
            return False
        is_one = self.id is not None and self.id == by.id
        return is_one or by.login in {self.login, f"{self.login}{_BOT}"}


@frozen
class Post:
    """A comment or an issue that is there.

    Attributes:
        number: its number in the API; of two posts the older has the smaller one.
        node: its name in GraphQL; empty where there is none.
        body: its text; of comments in its place, as it is stored.
        author: who wrote it; None where their account is gone.
        is_away: True for one that is minimised as outdated, or closed.
        url: its page.
    """

    number: int
    node: str
    body: str
    author: Author | None
    is_away: bool
    url: str


@frozen
class PostPlace(ABC):
    """The comments of a pull request, or the issues of a repository.

    Every method raises `ApiError`, `Forbidden` or `NoAnswer`.

    Attributes:
        client: asks the forge.
        job: the job that writes there.
    """

    client: ForgeClient
    job: ForgeJob

    @property
    def closes(self) -> bool:
        """True where a post that has nothing to tell is put away: of issues."""
        return self.job.number is None

    @property
    def noun(self) -> str:
        """One of its posts in words."""
        return "issue" if self.closes else "comment"

    @abstractmethod
    def me(self) -> Author:
        """Whose token it is."""

    def newest_commit(self) -> str:
        """The newest commit of the pull request's author; empty where there is none."""
        return ""

    def harmless(self, text: str) -> str:
        """Return the text with nothing in it that the forge would obey."""
        return text

    @abstractmethod
    def posts(self) -> Sequence[Post]:
        """All posts that may be ours, oldest first."""

    @abstractmethod
    def make(self, notice: Notice) -> Post:
        """Add a post."""

    @abstractmethod
    def rewrite(self, post: Post, body: str) -> None:
        """Write another text in place of a post's."""

    @abstractmethod
    def put_away(self, post: Post) -> None:
        """Minimise a comment, close an issue."""

    @abstractmethod
    def bring_back(self, post: Post) -> None:
        """Undo what `put_away` does."""
