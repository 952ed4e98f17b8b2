"""Answers of another form, one for each number: which command meets it, which answer, and how."""

import json
import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import httpx

from pdsync import sandbox

NOTHING = object()
"""In place of a part: it is left out."""

OTHERS = (None, "x", 7, True, [], {}, ["x"], {"x": 7}, [None], 1e400, 7.5, -1)

COMMANDS = (
    ("plan",),
    ("apply", "--yes"),
    ("oncall", "--live"),
    ("oncall", "shop", "--live"),
    ("oncall", "--verify", "--weeks", "1"),
    ("simulate", "--all", "--live"),
    ("simulate", "cart", "--live"),
    ("report", "--live", "--out", "-"),
    ("who", "ana.silva@acme.example", "--live"),
    ("upgrade", "days", "--live", "--dry-run"),
)

UNUSED = {"summary", "self", "html_url", "avatar_url"}
"""Parts that nobody asked for."""


def _error(status):
    return httpx.Response(status, json={"error": {"message": "Not for you", "code": 2010}})


def _redirect(to):
    return httpx.Response(302, headers={"location": to})


def _text(content, kind="application/json"):
    return httpx.Response(200, content=content, headers={"content-type": kind})


WHOLE = {
    "204": lambda _: httpx.Response(204),
    "empty": lambda _: _text(b""),
    "null": lambda _: _text(b"null"),
    "a list": lambda _: _text(b'[{"id": "PXXXXXX"}]'),
    "an empty list": lambda _: _text(b"[]"),
    "an empty object": lambda _: _text(b"{}"),
    "a text": lambda _: _text(b'"ok"'),
    "a number": lambda _: _text(b"7"),
    "an error with 200": lambda _: _text(b'{"error": {"message": "no", "code": 1}}'),
    "errors of other types": lambda _: httpx.Response(400, json={"error": ["x", 7]}),
    "an error that is a text": lambda _: httpx.Response(400, json={"error": "no"}),
    "an error that is null": lambda _: httpx.Response(422, json=None),
    "402": lambda _: _error(402),
    "403": lambda _: _error(403),
    "404": lambda _: _error(404),
    "500": lambda _: _error(500),
    "302 to nowhere": lambda _: _redirect("http://["),
    "302 without a place": lambda _: httpx.Response(302),
    "304": lambda _: httpx.Response(304),
    "HTML": lambda _: _text(b"<html>login</html>", "text/html"),
    "cut off": lambda body: _text(body[: len(body) // 2]),
    "an odd charset": lambda body: _text(body, "application/json; charset=klingon"),
    "UTF-16": lambda body: _text(body.decode().encode("utf-16"), "text/plain; charset=utf-16"),
    "deep": lambda _: _text(b"[" * 100_000),
    "not a number": lambda _: _text(b'{"total": NaN, "services": NaN}'),
}


@dataclass(frozen=True)
class Mutation:
    """One answer in another form: of which command, which answer (by a share), and how."""

    number: int

    @property
    def _chance(self):
        return random.Random(self.number)

    @property
    def command(self):
        return COMMANDS[self.number % len(COMMANDS)]

    def which(self, answers):
        """One of the answers that the command gets: in order of the requests, since several are
        on their way at once."""
        return self._chance.choice(sorted(answers))

    def changed(self, body):
        """The answer in its other form, and what is different in words."""
        chance = random.Random(self.number + 1_000_000)
        if chance.random() < 0.3:
            name = chance.choice(sorted(WHOLE))
            return WHOLE[name](body), name
        whole = json.loads(body or b"null")
        places = [one for one in _steps(whole) if one[-1] not in UNUSED]
        if not places:
            return WHOLE["null"](body), "null"
        place = chance.choice(places)
        before = _at(whole, place)
        others = [one for one in OTHERS if type(one) is not type(before)]
        came = chance.choice([NOTHING, *others])
        words = "nothing" if came is NOTHING else json.dumps(came)
        content = json.dumps(_put(whole, place, came)).encode()
        return _text(content), f"{words} at {'.'.join(map(str, place))}"


def _steps(value, before=()):
    rows = value.items() if isinstance(value, dict) else ()
    rows = enumerate(value) if isinstance(value, list) else rows
    for step, part in rows:
        yield (*before, step)
        yield from _steps(part, (*before, step))


def _at(body, place):
    for step in place:
        body = body[step]
    return body


def _put(body, place, came):
    *way, last = place
    parent = _at(body, way)
    if came is NOTHING:
        del parent[last]
    else:
        parent[last] = came
    return body


class Mutated(httpx.BaseTransport):
    """The sandbox; the answer to the request `at` comes in another form.

    A request is its method, its path and how many there were of it before.
    """

    def __init__(self, inner, mutation=None, at=None):
        self.inner, self.mutation, self.at = inner, mutation, at
        self.answers, self.words = [], "no answer was changed"

    def handle_request(self, request):
        asked = request.method, request.url.raw_path.decode()
        answer = self.inner.handle_request(request)
        this = (*asked, sum(one[:2] == asked for one in self.answers))
        self.answers.append(this)
        if this != self.at:
            return answer
        other, words = self.mutation.changed(answer.read())
        self.words = f"{' '.join(asked)}: {words}"
        return other


class Trial:
    """Commands on copies of one account, with one answer in another form or none."""

    def __init__(self, run, monkeypatch, account):
        self.run, self.account = run, Path(account)
        self._monkeypatch, self._real = monkeypatch, sandbox.transport
        self._answers = {}

    def calm(self, command):
        """How the command ends where nothing is wrong."""
        if command not in self._answers:
            ended, wire = self._once(command, None, None)
            self._answers[command] = ended, wire.answers
        return self._answers[command]

    def wrong(self, mutation):
        """How it ends with the mutation, and what that was."""
        _, answers = self.calm(mutation.command)
        ended, wire = self._once(mutation.command, mutation, mutation.which(answers))
        said = f"mutation {mutation.number}: pdsync {' '.join(mutation.command)}: {wire.words}"
        return ended, said

    def _once(self, command, mutation, at):
        shutil.copy(self.account, "copy.db")
        made = []

        def transport(one):
            made.append(Mutated(self._real(one), mutation, at))
            return made[-1]

        with self._monkeypatch.context() as patch:
            patch.setattr(sandbox, "transport", transport)
            ended = self.run(*command, "--sandbox-file", "copy.db")
        assert made, ended
        return ended, made[-1]
