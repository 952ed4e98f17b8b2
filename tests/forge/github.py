"""A fake of GitHub: its comments, issues and GraphQL, as its own description has them.

Written from that description and from GitHub's pages, and not from what pdsync takes them for.
From memory: the texts of refusals, and what `viewer` answers for the token of a job.
"""

import re

from forge.description import description
from forge.fake import BOT, Answer, Forge

REPOSITORY = "acme/oncall"
ANA = {"login": "ana-silva", "id": 7}
TIME = "2026-03-02T12:00:00Z"
NOT_ALLOWED = Answer(
    403,
    {
        "message": "Resource not accessible by integration",
        "documentation_url": "https://docs.github.com/rest",
        "status": "403",
    },
    {"x-accepted-github-permissions": "issues=write; pull_requests=write"},
)
NOT_FOUND = Answer(404, {"message": "Not Found", "status": "404"})
LONGEST = 65_536


class GitHub(Forge):
    """A repository with a pull request 5, for the token of a job that may write to both."""

    def __init__(self, token="ghs_of-the-job"):
        super().__init__()
        self.token = token
        self.comments, self.issues, self.reads_only = [], [], False
        self.base = "/api/v3"
        self.number = 100
        self.viewer = BOT
        self.head = "a" * 40

    def url(self, path):
        return f"https://git.acme.example{self.base}{path}"

    def own(self, asked):
        if asked.headers.get("authorization") != f"Bearer {self.token}":
            return Answer(401, {"message": "Bad credentials", "status": "401"})
        if asked.path == self.base.replace("/v3", "") + "/graphql":
            return self._graphql(asked.body)
        path = asked.path.removeprefix(self.base)
        answer = self._rest(asked, path)
        if described := description():
            described.exchange(asked, path, answer)
        return answer

    def add_comment(self, body, user=ANA, **more):
        """Put a comment there as if its author had; returns its number."""
        self.number += 1
        ident = self.number
        self.comments.append(
            {
                "id": ident,
                "node_id": f"IC_{ident}",
                "body": body,
                "user": person(user) if user else None,
                "html_url": f"https://git.acme.example/{REPOSITORY}/pull/5#issuecomment-{ident}",
                "issue_url": self.url(f"/repos/{REPOSITORY}/issues/5"),
                "url": self.url(f"/repos/{REPOSITORY}/issues/comments/{ident}"),
                "created_at": TIME,
                "updated_at": TIME,
                "author_association": "NONE",
                "minimized": None,
                **more,
            }
        )
        return ident

    def add_issue(self, body, user=ANA, **more):
        """Open an issue as if its author had; returns its number."""
        self.number += 1
        ident = self.number
        at = f"/repos/{REPOSITORY}/issues/{ident}"
        self.issues.append(
            {
                "id": 9000 + ident,
                "node_id": f"I_{ident}",
                "number": ident,
                "title": "Something",
                "body": body,
                "user": person(user),
                "state": "open",
                "state_reason": None,
                "locked": False,
                "labels": [],
                "assignee": None,
                "assignees": [],
                "milestone": None,
                "comments": 0,
                "closed_at": None,
                "created_at": TIME,
                "updated_at": TIME,
                "author_association": "NONE",
                "url": self.url(at),
                "repository_url": self.url(f"/repos/{REPOSITORY}"),
                "labels_url": self.url(f"{at}/labels") + "{/name}",
                "comments_url": self.url(f"{at}/comments"),
                "events_url": self.url(f"{at}/events"),
                "html_url": f"https://git.acme.example/{REPOSITORY}/issues/{ident}",
                **more,
            }
        )
        return ident

    def _rest(self, asked, path):
        if path == "/user":
            return Answer(403, NOT_ALLOWED.body)
        if asked.method != "GET" and self.reads_only:
            return NOT_ALLOWED
        if asked.body and len(str(asked.body.get("body", ""))) > LONGEST:
            return too_long()
        below = path.removeprefix(f"/repos/{REPOSITORY}/issues")
        for pattern, answer in (
            ("/5/comments", self._comments),
            (r"/comments/(\d+)", self._comment),
            ("", self._issues),
            (r"/(\d+)", self._issue),
        ):
            if found := re.fullmatch(pattern, below):
                return answer(asked, *map(int, found.groups()))
        return NOT_FOUND

    def _comments(self, asked):
        if asked.method == "POST":
            self.add_comment(asked.body["body"], self.viewer)
            return Answer(201, self.comments[-1])
        return self._page(asked, self.comments)

    def _comment(self, asked, ident):
        found = [one for one in self.comments if one["id"] == ident]
        if not found:
            return NOT_FOUND
        found[0]["body"] = asked.body["body"]
        return Answer(200, found[0])

    def _issues(self, asked):
        if asked.method == "POST":
            words = {**asked.body}
            labels = [
                {"id": 1, "name": name, "color": "ededed", "default": False}
                for name in words.pop("labels", [])
            ]
            self.add_issue(words.pop("body"), self.viewer, labels=labels, **words)
            return Answer(201, self.issues[-1])
        wanted, state = asked.query.get("labels"), asked.query.get("state", "open")
        return self._page(
            asked,
            [
                one
                for one in reversed(self.issues)
                if state in {"all", one["state"]}
                and (wanted is None or wanted in {label["name"] for label in one["labels"]})
            ],
        )

    def _issue(self, asked, number):
        (found,) = [one for one in self.issues if one["number"] == number]
        found.update(asked.body)
        if found["state"] == "open":
            found["state_reason"] = None
        return Answer(200, found)

    def _page(self, asked, items):
        size, page = int(asked.query.get("per_page", 30)), int(asked.query.get("page", 1))
        end = page * size
        query = "&".join(f"{name}={value}" for name, value in asked.query.items() if name != "page")
        here = f"https://git.acme.example{asked.path}?{query}"
        links = [f'<{here}&page=1>; rel="first"']
        if end < len(items):
            links.insert(0, f'<{here}&page={page + 1}>; rel="next"')
        return Answer(200, items[end - size : end], {"link": ", ".join(links)})

    def _graphql(self, body):
        query, variables = body["query"], body["variables"]
        if "viewer" in query:
            viewer = {"login": self.viewer["login"], "databaseId": self.viewer["id"]}
            return Answer(200, {"data": {"viewer": viewer}})
        if "headRefOid" in query:
            owner, name = REPOSITORY.split("/")
            assert variables == {"owner": owner, "name": name, "number": 5}
            return Answer(200, {"data": {"repository": {"pullRequest": {"headRefOid": self.head}}}})
        if self.reads_only:
            said = {"type": "FORBIDDEN", "message": "Resource not accessible by integration"}
            return Answer(200, {"data": None, "errors": [said]})
        (found,) = [one for one in self.comments if one["node_id"] == variables["id"]]
        hides = "minimizeComment(input: {subjectId: $id, classifier: OUTDATED})" in query
        found["minimized"] = {"reason": "outdated"} if hides else None
        assert hides or "unminimizeComment(input: {subjectId: $id})" in query
        return Answer(200, {"data": {"is": "done"}})


def too_long():
    error = {"code": "unprocessable", "field": "data", "resource": "IssueComment"}
    error["message"] = f"Body is too long (maximum is {LONGEST} characters)"
    return Answer(
        422,
        {
            "message": "Validation Failed",
            "errors": [error],
            "documentation_url": "https://docs.github.com/rest",
        },
    )


def person(user):
    login = user["login"]
    at = f"https://git.acme.example/api/v3/users/{login}"
    names = ("followers", "gists", "starred", "subscriptions", "organizations", "repos", "events")
    more = {f"{name}_url": f"{at}/{name}" for name in (*names, "following", "received_events")}
    return {
        **user,
        **more,
        "node_id": f"U_{user['id']}",
        "avatar_url": f"{at}/avatar",
        "gravatar_id": "",
        "html_url": f"https://git.acme.example/{login}",
        "site_admin": False,
        "type": "Bot" if login.endswith("[bot]") else "User",
        "url": at,
    }


def event(number=5, *, sha="a" * 40, head=REPOSITORY, author="ana-silva"):
    """The event of a pull request, as far as anybody reads it."""
    repo = {"full_name": head, "fork": head != REPOSITORY} if head else None
    return {
        "action": "synchronize",
        "number": number,
        "pull_request": {
            "number": number,
            "user": {"login": author},
            "head": {"sha": sha, "ref": "main;touch x", "repo": repo},
            "base": {"ref": "main", "repo": {"full_name": REPOSITORY, "fork": False}},
        },
    }
