"""GitHub's own description of its API, by which both what we ask and what a fake answers is judged.

`make forges` installs it where Node is.
"""

import json
import sys
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator
from sandbox.contract import DOCUMENT, Contract

FILE = Path(sys.prefix) / "forges/node_modules/@octokit/openapi/generated/api.github.com.json"
ASKED = (
    "/user",
    "/repos/{owner}/{repo}/issues",
    "/repos/{owner}/{repo}/issues/{issue_number}",
    "/repos/{owner}/{repo}/issues/{issue_number}/comments",
    "/repos/{owner}/{repo}/issues/comments/{comment_id}",
)
ANYWHERE = {401, 403, 404, 429, 500, 502, 503}
"""Refusals that any endpoint can give, and the description lists only for some."""


class Description(Contract):
    """The description, ready to judge requests and answers. Statuses are texts in it."""

    def exchange(self, asked, path, answer):
        """Raise for a request or an answer that the description does not have."""
        template = self.template(path)
        assert template in ASKED, f"{asked.method} {path} is asked of nobody"
        self._takes(asked, template)
        if answer.status not in ANYWHERE:
            found = [*self.breaches(asked.method, template, str(answer.status), answer.text)]
            call = f"{asked.method} {template} {answer.status}"
            assert not found, f"{call} is never answered so: {found[:3]}"

    def _takes(self, asked, template):
        call = f"{asked.method} {template}"
        place = ["paths", template.replace("/", "~1"), asked.method.lower()]
        operation = self.at(place)
        named = [self.at(self.followed([*place, "parameters", n])) for n in numbers(operation)]
        unknown = {*asked.query} - {one["name"] for one in named if one["in"] == "query"}
        assert not unknown, f"{call} has no parameters {unknown}"
        if asked.body is not None:
            place = [*place, "requestBody", "content", "application~1json", "schema"]
            wrong = [*self.validator_at(place).iter_errors(asked.body)]
            assert not wrong, f"{call} takes no {wrong}"
            unknown = {*asked.body} - {*self.at(place)["properties"]}
            assert not unknown, f"{call} takes no {unknown}"

    def at(self, place):
        """The node at a place, of whose parts some are indices of a list."""
        node = self.document
        for part in place:
            key = str(part).replace("~1", "/").replace("~0", "~")
            node = node[int(key)] if isinstance(node, list) else node[key]
        return node

    def validator_at(self, place):
        pointer = "/".join(place).replace("{", "%7B").replace("}", "%7D")
        return Draft202012Validator({"$ref": f"{DOCUMENT}#/{pointer}"}, registry=self.registry)


def numbers(operation):
    return map(str, range(len(operation.get("parameters", []))))


def cut(document):
    """The paths that are asked, and what they refer to: all of it is thirteen megabytes."""
    paths = {path: document["paths"][path] for path in ASKED}
    kept, todo = {}, [*references(paths)]
    while todo:
        name = todo.pop()
        if name in kept:
            continue
        node = document
        for part in name.split("/"):
            node = node[part]
        kept[name] = node
        todo.extend(references(node))
    whole = {"paths": paths}
    for name, node in kept.items():
        *way, last = name.split("/")
        inner = whole
        for part in way:
            inner = inner.setdefault(part, {})
        inner[last] = node
    return whole


def with_nulls(node):
    """The description with `null` among the words of what is nullable, which it leaves out."""
    if isinstance(node, list):
        return [with_nulls(one) for one in node]
    if not isinstance(node, dict):
        return node
    plain = {name: with_nulls(one) for name, one in node.items()}
    if plain.get("nullable") is True and "enum" in plain:
        plain["enum"] = [*plain["enum"], None]
    return plain


def references(node):
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"].removeprefix("#/")
        for inner in node.values():
            yield from references(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from references(inner)


@cache
def description():
    """The description; None where it is not installed."""
    if not FILE.exists():
        return None
    return Description(with_nulls(cut(json.loads(FILE.read_text(encoding="utf-8")))))
