"""GitLab's notes of merge requests, and its issues. Source: its pages on the REST API.

From memory: fields of issues, and that maintainers may edit what others wrote.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pdsync.errors import NoAnswer
from pdsync.forge._client import ForgeClient
from pdsync.forge._github import LABEL
from pdsync.forge._job import ForgeJob, commit_in, number_in
from pdsync.forge._notice import Notice
from pdsync.forge._post import Author, Post, PostPlace
from pdsync.json_types import Json, as_object
from pdsync.on_demand import regex

GITLAB: Mapping[str, str] = {"Accept": "application/json"}

_COMMAND = regex(r"^(\s*)/", re.MULTILINE)
_UNSEEN = "\u200b"
_OUTDATED = "<!-- pdsync: outdated -->"


def gitlab_place(client: ForgeClient, job: ForgeJob) -> PostPlace:
    """Return the notes of the job's merge request, or the issues where it has none."""
    return _Notes(client, job) if job.number is not None else _OfProject(client, job)


class _OfGitLab(PostPlace):
    """What notes and issues have in common."""

    def me(self) -> Author:
        """Whose token it is: of a project's token, a user that GitLab made for it."""
        return _author(as_object(self.client.get("/user")))

    def harmless(self, text: str) -> str:
        """Return the text with nothing in it that GitLab does, such as a line `/close`.

        Each line that begins with a slash gets an unseen character before it.
        """
        return _COMMAND.sub(rf"\1{_UNSEEN}/", text)


class _Notes(_OfGitLab):
    """Notes of a merge request; GitLab minimises none, so an outdated one loses its text."""

    @property
    def _request(self) -> str:
        return f"{self.job.repository}/merge_requests/{self.job.number}"

    @property
    def _path(self) -> str:
        return f"{self._request}/notes"

    def newest_commit(self) -> str:
        """The head of the merge request."""
        return (
            commit_in(as_object(self.client.get(self._request)).get("sha")) if self.job.head else ""
        )

    def posts(self) -> Sequence[Post]:
        """Those that somebody wrote, oldest first."""
        path = f"{self._path}?sort=asc&order_by=created_at&per_page=100"
        found = [as_object(one) for one in self.client.pages(path)]
        return [self._note(one) for one in found if not one.get("system")]

    def make(self, notice: Notice) -> Post:
        """Add a note; it has no title."""
        words = {"body": notice.body}
        raw = self.client.send("POST", self._path, words, repeatable=False)
        return self._note(as_object(raw))

    def rewrite(self, post: Post, body: str) -> None:
        """Write another text in place of a note's."""
        self.client.send("PUT", f"{self._path}/{post.number}", {"body": body}, repeatable=True)

    def put_away(self, post: Post) -> None:
        """Leave of a note that it is outdated."""
        first = post.body.split("\n", 1)[0].rstrip()
        said = "_Outdated: another comment has it, or its stack is gone from the repository._"
        self.rewrite(post, f"{first}\n{_OUTDATED}\n{said}")

    def bring_back(self, post: Post) -> None:
        """Do nothing: a note with another text is no longer outdated."""

    def _note(self, raw: Json) -> Post:
        number, body = number_in(raw.get("id")) or 0, str(raw.get("body") or "")
        is_away = _OUTDATED in body.splitlines()[1:2]
        return Post(number, "", body, _maybe(raw), is_away, f"{self.job.page}#note_{number}")


class _OfProject(_OfGitLab):
    """Issues of a project that have the label."""

    @property
    def _path(self) -> str:
        return f"{self.job.repository}/issues"

    def posts(self) -> Sequence[Post]:
        """All of them, the closed ones too, oldest first."""
        path = f"{self._path}?labels={LABEL}&state=all&scope=all&sort=asc&per_page=100"
        return [_issue(as_object(one)) for one in self.client.pages(path)]

    def make(self, notice: Notice) -> Post:
        """Open an issue."""
        words = {"title": notice.title, "description": notice.body, "labels": LABEL}
        return _issue(as_object(self.client.send("POST", self._path, words, repeatable=False)))

    def rewrite(self, post: Post, body: str) -> None:
        """Write another text in place of an issue's."""
        self._put(post, {"description": body})

    def put_away(self, post: Post) -> None:
        """Close an issue."""
        self._put(post, {"state_event": "close"})

    def bring_back(self, post: Post) -> None:
        """Open an issue again."""
        self._put(post, {"state_event": "reopen"})

    def _put(self, post: Post, words: Json) -> None:
        self.client.send("PUT", f"{self._path}/{post.number}", words, repeatable=True)


def _issue(raw: Json) -> Post:
    return Post(
        number_in(raw.get("iid")) or 0,
        "",
        str(raw.get("description") or ""),
        _maybe(raw),
        raw.get("state") == "closed",
        str(raw.get("web_url") or ""),
    )


def _maybe(raw: Json) -> Author | None:
    author = raw.get("author")
    return _author(author) if isinstance(author, dict) else None


def _author(raw: Json) -> Author:
    name = raw.get("username")
    if not isinstance(name, str) or not name:
        raise NoAnswer("GitLab does not say whose token this is", sent=False)
    return Author(number_in(raw.get("id")), name)
