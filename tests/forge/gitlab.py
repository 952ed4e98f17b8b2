"""A fake of GitLab: notes of a merge request, issues, and who is asking.

Written from GitLab's pages on its REST API and on quick actions; it publishes no description that
these could be judged by. From memory: the texts of refusals, and that a note may be edited by its
author alone where that is no maintainer.
"""

import re

from forge.fake import Answer, Forge

PROJECT = 42
BOT = {"id": 900, "username": "project_42_bot_1f2e"}
ANA = {"id": 7, "username": "ana.silva"}
LONGEST = 1_000_000
_COMMAND = re.compile(r"^/(?:close|merge|approve|label|assign)\b.*\n?", re.MULTILINE)
NOT_FOUND = Answer(404, {"message": "404 Not Found"})


class GitLab(Forge):
    """A project with a merge request 5, for its access token or the token of a job."""

    def __init__(self, token="glpat-of-the-project", job_token="glcbt-of-the-job"):
        super().__init__()
        self.token, self.job_token = token, job_token
        self.notes, self.issues, self.obeyed = [], [], []
        self.base = "/gitlab/api/v4"
        self.number = 100
        self.role_is_too_low = False
        self.head = "c" * 40

    def own(self, asked):
        given = asked.headers.get("authorization", "").removeprefix("Bearer ")
        if given != self.token:
            return Answer(401, {"message": "401 Unauthorized"})
        path = asked.path.removeprefix(self.base)
        if path == "/user":
            return Answer(200, {**BOT, "name": "pdsync", "state": "active", "bot": True})
        if asked.method != "GET" and self.role_is_too_low:
            return Answer(403, {"message": "403 Forbidden"})
        below = path.removeprefix(f"/projects/{PROJECT}")
        for pattern, answer in (
            ("/merge_requests/5", lambda _: Answer(200, {"iid": 5, "sha": self.head})),
            ("/merge_requests/5/notes", self._notes),
            (r"/merge_requests/5/notes/(\d+)", self._note),
            ("/issues", self._issues),
            (r"/issues/(\d+)", self._issue),
        ):
            if found := re.fullmatch(pattern, below):
                return answer(asked, *map(int, found.groups()))
        return NOT_FOUND

    def add_note(self, body, author=ANA, **more):
        """Put a note there as if its author had; returns its number."""
        self.number += 1
        note = {"id": self.number, "type": None, "body": body, "author": author}
        note |= {"system": False, "noteable_iid": 5, "resolvable": False, "internal": False}
        self.notes.append({**note, **more})
        return self.number

    def _stored(self, text):
        """The text without the lines that are commands, which are obeyed."""
        self.obeyed += _COMMAND.findall(text)
        return _COMMAND.sub("", text)

    def _notes(self, asked):
        if asked.method == "POST":
            self.add_note(self._stored(asked.body["body"]), BOT)
            return Answer(201, self.notes[-1])
        assert asked.query["sort"] == "asc"
        return self._page(asked, self.notes)

    def _note(self, asked, number):
        found = [one for one in self.notes if one["id"] == number]
        if not found:
            return NOT_FOUND
        assert (asked.method, {*asked.body}) == ("PUT", {"body"})
        found[0]["body"] = self._stored(asked.body["body"])
        return Answer(200, found[0])

    def _issues(self, asked):
        if asked.method == "POST":
            self.number += 1
            url = f"https://gitlab.acme.example/gitlab/acme/oncall/-/issues/{self.number}"
            text = self._stored(asked.body["description"])
            issue = {"id": 5000 + self.number, "iid": self.number, "title": asked.body["title"]}
            issue |= {"description": text, "state": "opened", "author": BOT, "web_url": url}
            self.issues.append({**issue, "labels": asked.body["labels"].split(",")})
            return Answer(201, self.issues[-1])
        wanted = asked.query["labels"]
        return self._page(asked, [one for one in self.issues if wanted in one["labels"]])

    def _issue(self, asked, number):
        (found,) = [one for one in self.issues if one["iid"] == number]
        words = {**asked.body}
        state = {"close": "closed", "reopen": "opened"}.get(words.pop("state_event", ""))
        found.update(words | ({"state": state} if state else {}))
        return Answer(200, found)

    def _page(self, asked, items):
        size, page = int(asked.query.get("per_page", 20)), int(asked.query.get("page", 1))
        end = page * size
        query = "&".join(f"{name}={value}" for name, value in asked.query.items() if name != "page")
        here = f"https://gitlab.acme.example{asked.path}?{query}"
        links = [f'<{here}&page=1>; rel="first"']
        if end < len(items):
            links.insert(0, f'<{here}&page={page + 1}>; rel="next"')
        return Answer(200, items[end - size : end], {"link": ", ".join(links)})
