"""Addresses in Terraform's state: of modules, resources and their instances."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from pdsync.frozen import frozen
from pdsync.on_demand import regex

Index: TypeAlias = int | str | None
"""Key of one instance: a number of `count`, a word of `for_each`, or None for the only one."""

_STEP = regex(
    r'module\.(?P<name>[\w-]+)(?:\[(?:(?P<number>\d{1,9})|"(?P<word>(?:[^"\\]|\\.)*)")\])?'
)
_ESCAPED = regex(r"\\(u(?![dD][89a-fA-F])[0-9a-fA-F]{4}|U000[01][0-9a-fA-F]{4}|.)")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}
_QUOTED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SHORT = 0xFFFF


@frozen
class ModuleCall:
    """Call of a module, with the key of one of its instances."""

    name: str
    index: Index = None


@frozen
class StateAddress:
    """Address of an instance of a resource in a configuration of Terraform."""

    modules: tuple[ModuleCall, ...]
    type: str
    name: str
    index: Index = None

    def __str__(self) -> str:
        modules = "".join(f"module.{one.name}{_bracketed(one.index)}." for one in self.modules)
        return f"{modules}{self.type}.{self.name}{_bracketed(self.index)}"

    @property
    def resource(self) -> str:
        """Address of the resource that it is an instance of: without any keys."""
        modules = "".join(f"module.{one.name}." for one in self.modules)
        return f"{modules}{self.type}.{self.name}"

    @property
    def order(self) -> tuple[tuple[str, int, str], ...]:
        """Return what addresses are put in order by: numbers as numbers."""
        steps = [*self.modules, ModuleCall(self.type), ModuleCall(self.name, self.index)]
        return tuple((one.name, *_counted(one.index)) for one in steps)


def module_steps(text: str) -> tuple[ModuleCall, ...] | None:
    """Read the address of a module's instance; None if it is none."""
    found = tuple(_steps(text))
    is_whole = ".".join(said for _, said in found) == text
    return tuple(step for step, _ in found) if is_whole else None


def _bracketed(index: Index) -> str:
    if index is None:
        return ""
    return f"[{index}]" if isinstance(index, int) else f"[{quoted(index)}]"


def _steps(text: str) -> Iterator[tuple[ModuleCall, str]]:
    """Yield the steps of an address from its beginning, each as it stands there."""
    at = 0
    while found := _STEP.match(text, at):
        number, word = found["number"], found["word"]
        index = int(number) if number else None if word is None else _plain(word)
        yield ModuleCall(found["name"], index), found[0]
        at = found.end() + 1


def quoted(text: str) -> str:
    """Return a text as Terraform writes it in double quotes."""
    found = "".join(_QUOTED.get(one, one if one.isprintable() else _code(one)) for one in text)
    return f'"{found.replace("${", "$${").replace("%{", "%%{")}"'


def _code(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04x}" if number <= _SHORT else f"\\U{number:08x}"


def _plain(text: str) -> str:
    plain = _ESCAPED.sub(lambda found: _meant(found[1]), text)
    return plain.replace("$${", "${").replace("%%{", "%{")


def _meant(escape: str) -> str:
    return chr(int(escape[1:], 16)) if len(escape) > 1 else _ESCAPES.get(escape, escape)


def _counted(index: Index) -> tuple[int, str]:
    if index is None:
        return -1, ""
    return (index, "") if isinstance(index, int) else (0, index)
