"""GitHub's comments and issues. Source: its OpenAPI description and its GraphQL schema.

From memory, and so relied on for nothing but tidiness: that `{viewer{login}}` works for the token
of a job, and which of the two permissions suffices to minimise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pdsync.errors import ApiError, NoAnswer, PdsyncError
from pdsync.forge._client import ForgeClient
from pdsync.forge._job import ForgeJob, commit_in, number_in
from pdsync.forge._notice import Notice, same_text
from pdsync.forge._post import Author, Post, PostPlace
from pdsync.json_types import Json, as_object

GITHUB: Mapping[str, str] = {
    "Accept": "application/vnd.github+json",
    "X-GitHub-Api-Version": "2022-11-28",
}
LABEL = "pdsync"
"""Of the issues that are kept, so that not all of a repository are read."""

_VIEWER = "query { viewer { login databaseId } }"
_NEWEST = (
    "query($owner: String!, $name: String!, $number: Int!) { repository(owner: $owner, name: $name)"
    " { pullRequest(number: $number) { headRefOid } } }"
)
_HIDE = (
    "mutation($id: ID!) { minimizeComment(input: {subjectId: $id, classifier: OUTDATED}) "
    "{ minimizedComment { isMinimized } } }"
)
_SHOW = (
    "mutation($id: ID!) { unminimizeComment(input: {subjectId: $id}) "
    "{ unminimizedComment { isMinimized } } }"
)


def github_place(client: ForgeClient, job: ForgeJob) -> PostPlace:
    """Return the comments of the job's pull request, or the issues where it has none."""
    return _Comments(client, job) if job.number is not None else _Issues(client, job)


class _OfGitHub(PostPlace):
    """What comments and issues have in common."""

    def me(self) -> Author:
        """Whose token it is; REST says so for people's tokens alone."""
        try:
            viewer = as_object(self._graphql(_VIEWER, {})).get("viewer")
            return _author(as_object(viewer), "databaseId")
        except ApiError:
            return _author(as_object(self.client.get("/user")), "id")

    def _graphql(self, query: str, variables: Json) -> Any:
        body = {"query": query, "variables": variables}
        url, client = self.job.graphql, self.client
        changes = query.startswith("mutation")
        answer = as_object(
            client.send_to("POST", url, body, repeatable=True)
            if changes
            else client.query(url, body)
        )
        if errors := answer.get("errors"):
            first = as_object(errors[0]) if isinstance(errors, list) and errors else {}
            raise ApiError(f"GraphQL: {first.get('message', 'an error')!s:.300}", status=200)
        return answer.get("data")


class _Comments(_OfGitHub):
    """Comments of a pull request: those of its conversation, which an issue has too."""

    @property
    def _path(self) -> str:
        return f"{self.job.repository}/issues/{self.job.number}/comments"

    def newest_commit(self) -> str:
        """The head of the pull request."""
        if not self.job.head:
            return ""
        _, owner, name = self.job.repository.strip("/").split("/")
        words = {"owner": owner, "name": name, "number": self.job.number}
        repository = as_object(as_object(self._graphql(_NEWEST, words)).get("repository"))
        return commit_in(as_object(repository.get("pullRequest")).get("headRefOid"))

    def posts(self) -> Sequence[Post]:
        """All of them, oldest first."""
        return [_comment(as_object(one)) for one in self.client.pages(f"{self._path}?per_page=100")]

    def make(self, notice: Notice) -> Post:
        """Add a comment; it has no title."""
        words = {"body": notice.body}
        raw = self.client.send("POST", self._path, words, repeatable=False)
        return _comment(as_object(raw))

    def rewrite(self, post: Post, body: str) -> None:
        """Write another text in place of a comment's; nobody is told of it."""
        path = f"{self.job.repository}/issues/comments/{post.number}"
        self.client.send("PATCH", path, {"body": body}, repeatable=True)

    def put_away(self, post: Post) -> None:
        """Minimise a comment as outdated."""
        self._graphql(_HIDE, {"id": post.node})

    def bring_back(self, post: Post) -> None:
        """Show a minimised comment again."""
        self._graphql(_SHOW, {"id": post.node})


class _Issues(_OfGitHub):
    """Issues of a repository that have the label."""

    def posts(self) -> Sequence[Post]:
        """All of them, the closed ones too; pull requests, which the list holds as well, not."""
        path = f"{self.job.repository}/issues?state=all&labels={LABEL}&per_page=100"
        found = [as_object(one) for one in self.client.pages(path)]
        return [_issue(one) for one in found if "pull_request" not in one]

    def make(self, notice: Notice) -> Post:
        """Open an issue."""
        words = {"title": notice.title, "body": notice.body, "labels": [LABEL]}
        path = f"{self.job.repository}/issues"
        return _issue(as_object(self.client.send("POST", path, words, repeatable=False)))

    def rewrite(self, post: Post, body: str) -> None:
        """Write another text in place of an issue's.

        Raises:
            PdsyncError: GitHub says that it did, and did not.
        """
        stored = as_object(self._patch(post, {"body": body})).get("body")
        if not same_text(str(stored), body):
            raise PdsyncError(f"GitHub kept the old text of {post.url}, and says that all is well")

    def put_away(self, post: Post) -> None:
        """Close an issue."""
        self._patch(post, {"state": "closed", "state_reason": "completed"})

    def bring_back(self, post: Post) -> None:
        """Open an issue again."""
        self._patch(post, {"state": "open"})

    def _patch(self, post: Post, words: Json) -> Any:
        path = f"{self.job.repository}/issues/{post.number}"
        return self.client.send("PATCH", path, words, repeatable=True)


def _comment(raw: Json) -> Post:
    reason = as_object(raw.get("minimized")).get("reason")
    # One that was minimised for another reason was so by a person, and stays.
    return _post(raw, "id", is_away=str(reason).lower() == "outdated")


def _issue(raw: Json) -> Post:
    return _post(raw, "number", is_away=raw.get("state") == "closed")


def _post(raw: Json, number: str, *, is_away: bool) -> Post:
    user = raw.get("user")
    return Post(
        number_in(raw.get(number)) or 0,
        str(raw.get("node_id") or ""),
        str(raw.get("body") or ""),
        _author(user, "id") if isinstance(user, dict) else None,
        is_away,
        str(raw.get("html_url") or ""),
    )


def _author(raw: Json, number: str) -> Author:
    login = raw.get("login")
    if not isinstance(login, str) or not login:
        raise NoAnswer("GitHub does not say whose token this is", sent=False)
    return Author(number_in(raw.get(number)), login)
