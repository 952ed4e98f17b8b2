"""Documents of another form, one for each number: which document, and what was done to it."""

import copy
import random
import re
from dataclasses import dataclass
from pathlib import Path

import yaml
from source_code import ROOT

SETTINGS = "pdsync.yaml"

_OTHERS = (
    *(None, True, [], {}, "", "x", " ", "~", "2026-13-45", "25:61", "1e3", "0x1F", "P1XXXXX"),
    *(0, -1, 7, 10**18, 7.5, float("nan"), float("inf"), ["x"], {"x": 7}, [None], [[]], {"": ""}),
    *("Mon 09:00", "Europe/London", "Europe/Lodnon", "ana.silva@acme.example", "weekly", "30m"),
    *("-5m", "99999999999h", "2026-03-01T00:00:00Z", "2026-03-01", "9999-12-31", "0001-01-01"),
    *("FREQ=DAILY;COUNT=3", "FREQ=MINUTELY", "{{payload.x}}", "é\u202e\u0000"[:2], "[bold]", "%s"),
)
_CHARACTERS = "\t :{}[]#&*!|>'\"%@`-?,\n\r\0\ufeff\x85\u2028é0~<=\\"
_EXAMPLE = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)


def documents(shared):
    """Every file of the example organisation and the field cases, every example of the rules.

    A list of (name of the file, text).
    """
    files = sorted((ROOT / "policies").glob("*.yaml")) + sorted(
        shared.glob("cases/field/*/*/*.yaml")
    )
    rules = sorted((ROOT / "pdsync" / "lint" / "rules").glob("*.py"))
    pages = [ROOT / "docs" / name for name in ("configuration.md", "own-rules.md")]
    pages += sorted((ROOT / "docs" / "kinds").glob("*.md"))
    examples = [
        ("example.yaml", text)
        for page in (*rules, *pages)
        for text in _EXAMPLE.findall(page.read_text(encoding="utf-8"))
    ]
    return [(_kept_name(file), file.read_text(encoding="utf-8")) for file in files] + examples


def _kept_name(file: Path):
    return SETTINGS if file.name == SETTINGS else "example.yaml"


@dataclass(frozen=True)
class Mutated:
    """A document after one to three mutations: the bytes of a file, and what was done."""

    file: str
    content: bytes
    said: str


def mutated(seeds, number):
    """The document of a number, the same each time."""
    chance = random.Random(number)
    file, text = chance.choice(seeds)
    done = []
    for _ in range(chance.choice((1, 1, 2, 3))):
        mutation = chance.choice(_MUTATIONS)
        try:
            text = mutation(text, chance)
        # No YAML any more, an anchor in itself, or a day that no month has.
        except (yaml.YAMLError, RecursionError, ValueError):
            text = _character(text, chance)
        done.append(mutation.__name__.strip("_"))
    content = text.encode("utf-8", errors="surrogatepass")
    if chance.random() < 0.03:
        content = _other_bytes(content, chance)
        done.append("other bytes")
    return Mutated(file, content, f"{number}: {', '.join(done)}")


def _places(tree, at=()):
    """Every place of a tree: the keys and numbers that lead there."""
    yield at
    if isinstance(tree, dict):
        parts = tree.items()
    else:
        parts = enumerate(tree) if isinstance(tree, list) else ()
    for key, part in list(parts):
        yield from _places(part, (*at, key))


def _part(tree, at):
    for key in at:
        tree = tree[key]
    return tree


def _in_tree(change):
    """Make a mutation of the text from one of the tree: `change(parent, key, tree, chance)`."""

    def mutation(text, chance):
        tree = yaml.safe_load(text)
        places = [at for at in _places(tree) if at]
        if not places:
            return _character(text, chance)
        at = chance.choice(places)
        tree = copy.deepcopy(tree)
        change(_part(tree, at[:-1]), at[-1], tree, chance)
        return yaml.safe_dump(tree, sort_keys=False, allow_unicode=True)

    mutation.__name__ = change.__name__
    return mutation


def _other_value(parent, key, _, chance):
    parent[key] = chance.choice(_OTHERS)


def _left_out(parent, key, _, __):
    del parent[key]


def _twice(parent, key, _, chance):
    if isinstance(parent, list):
        parent.insert(key, copy.deepcopy(parent[key]))
    else:
        parent[f"{key}{chance.choice(('2', ' ', '_'))}"] = copy.deepcopy(parent[key])


def _other_name(parent, key, _, chance):
    if isinstance(parent, list):
        parent.append(chance.choice(_OTHERS))
        return
    name = list(str(key))
    if name:
        name[chance.randrange(len(name))] = chance.choice("aeiou_- 1é")
    parent[chance.choice(("".join(name), 7, None, True, "name", "<<"))] = parent.pop(key)


def _from_elsewhere(parent, key, tree, chance):
    parent[key] = copy.deepcopy(_part(tree, chance.choice(list(_places(tree)))))


def _wrapped(parent, key, _, chance):
    parent[key] = chance.choice(([parent[key]], {"name": parent[key]}, {str(parent[key])[:20]: 1}))


def _other_text(parent, key, _, chance):
    text = str(parent[key])
    at = chance.randrange(len(text) + 1)
    parent[key] = text[:at] + chance.choice(("9", "-", " ", ":", "é", "x" * 300, "@")) + text[at:]


def _character(text, chance):
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(_CHARACTERS) + text[at + chance.randrange(2) :]


def _line(text, chance):
    lines = text.splitlines(keepends=True) or [""]
    at = chance.randrange(len(lines))
    other = chance.choice(
        ("", lines[at] * 2, " " + lines[at], lines[at].lstrip(), "---\n", "- x\n")
    )
    return "".join([*lines[:at], other, *lines[at + 1 :]])


def _cut_off(text, chance):
    return text[: chance.randrange(len(text) + 1)]


def _other_bytes(content, chance):
    at = chance.randrange(len(content) + 1)
    return chance.choice(
        (
            b"\xef\xbb\xbf" + content,
            content[:at] + b"\xff\xfe" + content[at:],
            content.replace(b"\n", b"\r\n"),
            content.decode("utf-8", errors="replace").encode("utf-16"),
        )
    )


_MUTATIONS = (
    *(_in_tree(_other_value), _in_tree(_other_value), _in_tree(_left_out), _in_tree(_twice)),
    *(_in_tree(_other_name), _in_tree(_from_elsewhere), _in_tree(_wrapped), _in_tree(_other_text)),
    *(_character, _line, _cut_off),
)
