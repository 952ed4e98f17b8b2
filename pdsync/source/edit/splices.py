"""Changes as splices of a YAML text: what each takes away and puts there, in both styles. Pure.

In block style an item or key has lines of its own. It goes with the comment behind it and with
those right above it; a comment above the first of several stays, as a heading of all, unless others
have comments above them as well. In brackets it goes with a comma.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pdsync.changes import Add, Change, Comment, Lines, Put, Remove, Rename
from pdsync.frozen import frozen
from pdsync.kinds import Plain
from pdsync.source.edit.outline import Node, Outline, Sort, at
from pdsync.source.edit.scalars import flow_text, scalar_text
from pdsync.source.edit.stretches import NotEditable, Splice, comment_splice
from pdsync.source.text.document import Alias

_INDENT = 2


def splices(
    whole: Outline, document: int, change: Change, aliases: Sequence[Alias]
) -> list[Splice]:
    """Find what a change takes away and puts there; raises NotEditable with the reason.

    `aliases` are all of the file.
    """
    if isinstance(change, Comment):
        return [comment_splice(whole, change)]
    nodes = at(whole.documents[document], change.path)
    _refuse(whole, nodes, change, aliases)
    editing = _Editing(whole)
    if isinstance(change, Put):
        return editing.put(nodes, change)
    if isinstance(change, Add):
        return editing.add(nodes, change)
    if isinstance(change, Lines):
        return editing.lines(nodes, change)
    if isinstance(change, Rename):
        start, end = nodes[-2].names[str(change.path[-1])]
        quote = whole.text[start] if whole.text[start] in "'\"" else ""
        return [Splice(start, end, scalar_text(change.name, quote))]
    return editing.remove(nodes, change)


def _refuse(
    whole: Outline, nodes: Sequence[Node], change: Change, aliases: Sequence[Alias]
) -> None:
    """Raises NotEditable where the text says a value elsewhere, or for other places as well."""
    for node in nodes:
        if node.sort is Sort.ALIAS:
            said = f"`*{node.anchor}` at {whole.place(node.start)}"
            raise NotEditable(f"it is an alias, {said}, of what is written elsewhere")
    if len(nodes) <= len(change.path):
        merged = nodes[-1].children.get("<<")
        if merged is not None:
            where = whole.place(merged.start)
            raise NotEditable(f"it is merged from elsewhere, by the `<<` at {where}")
        raise NotEditable("nothing is written there")
    inside = nodes[:-1] if isinstance(change, Rename) else nodes
    if isinstance(change, Add | Rename) and change.name in inside[-1].children:
        raise NotEditable(f"there is a `{change.name}` already")
    anchors = {node.first: node.anchor for node in inside if node.anchor}
    for alias in aliases:
        if whole.offset(alias.anchor) in anchors:
            raise NotEditable(
                f"`*{alias.name}` at {alias.place} stands for it or for what it is a part of, and "
                "would change with it",
                f"write out there what `*{alias.name}` stands for",
            )


@frozen
class _Editing:
    """Splices of one text; `nodes` lead from its document to what a change is about."""

    whole: Outline

    def put(self, nodes: Sequence[Node], change: Put) -> list[Splice]:
        node = nodes[-1]
        flow = any(one.flow for one in nodes)
        if node.is_nothing:
            return [Splice(node.start, node.end, f" {flow_text(change.value)}")]
        if node.sort is not Sort.SCALAR and not flow:
            raise NotEditable("its value is written in lines of its own: change each part of it")
        if node.style in ("|", ">") and isinstance(change.value, str):
            return [Splice(node.start, node.end, self._block_text(node, change.value))]
        if isinstance(change.value, list | dict):
            return [Splice(node.start, node.end, flow_text(change.value))]
        return [Splice(node.start, node.end, scalar_text(change.value, node.style, flow=flow))]

    def _block_text(self, node: Node, value: Any) -> str:
        header, _, content = self.whole.text[node.start : node.end].partition("\n")
        indent = " " * (len(content) - len(content.lstrip(" ")))
        lines = str(value).rstrip("\n").split("\n")
        newline = "\r\n" if header.endswith("\r") else "\n"
        return newline.join([header.rstrip("\r"), *(f"{indent}{one}".rstrip() for one in lines)])

    def add(self, nodes: Sequence[Node], change: Add) -> list[Splice]:
        node, flow = nodes[-1], any(one.flow for one in nodes)
        if node.is_nothing:
            return self._first(node, change, flow=flow)
        wanted = Sort.LIST if change.name is None else Sort.MAPPING
        if node.sort is not wanted:
            raise NotEditable(f"it is no {wanted.value}")
        before = len(node.entries) if change.before is None else change.before
        if node.flow:
            return self._add_in_brackets(node, change, before)
        return self._add_lines(node, change, before)

    def lines(self, nodes: Sequence[Node], change: Lines) -> list[Splice]:
        start, behind = nodes[-2].names[str(change.path[-1])]
        begin, node = self.whole.line_start(start), nodes[-1]
        if self.whole.text[begin:start].strip():
            raise NotEditable("it stands in braces or behind something else on its line")
        if not node.is_nothing:
            if node.flow:
                raise NotEditable("its value is written in brackets: write each part after a `- `")
            if self.whole.line_start(node.start) == begin:
                raise NotEditable("its value stands on the same line")
        column = " " * self.whole.column(start)
        new = self._newline().join(f"{column}{line}" for line in change.lines)
        return [Splice(begin, self.whole.line_end(max(node.end - 1, behind)), new)]

    def _first(self, node: Node, change: Add, *, flow: bool) -> list[Splice]:
        if flow:
            brackets = f"[{flow_text(change.value)}]"
            mapping = f"{{{change.name}: {flow_text(change.value)}}}"
            return [Splice(node.start, node.end, f" {mapping if change.name else brackets}")]
        start = self.whole.line_start(node.start)
        line = self.whole.text[start : node.start]
        column = len(line) - len(line.lstrip(" -")) + _INDENT
        end = self.whole.line_end(node.start)
        return [Splice(end, end, f"{self._newline()}{' ' * column}{_block_entry(change)}")]

    def _add_lines(self, node: Node, change: Add, before: int) -> list[Splice]:
        starts = [self._entry_start(node, start) for start, _ in node.entries]
        column = self.whole.column(starts[0])
        line = f"{' ' * column}{_block_entry(change)}"
        if before < len(starts):
            start = self.whole.line_start(starts[before])
            if self.whole.text[start : starts[before]].strip(" "):
                raise NotEditable("something else stands before it on its line")
            return [Splice(start, start, f"{line}{self._newline()}")]
        end = self.whole.line_end(max(node.entries[-1][1] - 1, 0))
        return [Splice(end, end, f"{self._newline()}{line}")]

    def _add_in_brackets(self, node: Node, change: Add, before: int) -> list[Splice]:
        value = flow_text(change.value)
        new = value if change.name is None else f"{scalar_text(change.name, flow=True)}: {value}"
        entries = node.entries
        if not entries:
            return [Splice(node.start + 1, node.end - 1, new)]
        if before < len(entries):
            start = entries[before][0]
            between = f"{self._newline()}{' ' * self.whole.column(start)}"
            return [Splice(start, start, f"{new},{between if self._is_first(start) else ' '}")]
        start, end = entries[-1]
        comma = self._comma(end, node.end)
        if not self._is_first(start) or len(entries) == 1:
            return [Splice(end, end, f"{self._between(entries)}{new}")]
        line = f"{self._newline()}{' ' * self.whole.column(start)}{new}{',' if comma else ''}"
        last = self.whole.line_end(end)
        if node.end - 1 < last:  # the bracket that closes it stands there too
            return [Splice(comma or end, comma or end, f"{'' if comma else ','}{line}")]
        return [*([] if comma else [Splice(end, end, ",")]), Splice(last, last, line)]

    def _between(self, entries: Sequence[tuple[int, int]]) -> str:
        """Return what stands between the entries in brackets on one line."""
        found = self.whole.text[entries[-2][1] : entries[-1][0]] if len(entries) > 1 else ""
        return found if found.strip() == "," and "\n" not in found else ", "

    def remove(self, nodes: Sequence[Node], change: Remove) -> list[Splice]:
        node, last = nodes[-2], change.path[-1]
        index = [*node.children].index(last)
        if len(node.entries) == 1:
            return self._emptied(nodes[-2], nodes[:-2])
        if node.flow:
            return [*self._without_in_brackets(node, index)]
        return [self._without_lines(node, index)]

    def _emptied(self, node: Node, outer: Sequence[Node]) -> list[Splice]:
        brackets = "[]" if node.sort is Sort.LIST else "{}"
        if node.flow:
            return [Splice(node.start, node.end, brackets)]
        name = next((one for one in _names(outer) if one[1] <= node.start), None)
        if name is None:
            raise NotEditable("it is all that the document says")
        colon = self.whole.text.find(":", name[1]) + 1
        start = self._entry_start(node, node.entries[0][0])
        begin, end = self.whole.line_start(start), self.whole.next_line(node.end - 1)
        return [Splice(colon, colon, f" {brackets}"), Splice(begin, end)]

    def _without_lines(self, node: Node, index: int) -> Splice:
        starts = [self._entry_start(node, start) for start, _ in node.entries]
        start = self.whole.line_start(starts[index])
        if self.whole.text[start : starts[index]].strip(" "):
            return self._without_first(node, index, starts)
        headed = [self._above(one) < self.whole.line_start(one) for one in starts]
        if index or any(headed[1:]):
            start = self._above(starts[index])
        return Splice(start, self.whole.next_line(max(node.entries[index][1] - 1, starts[index])))

    def _without_first(self, node: Node, index: int, starts: Sequence[int]) -> Splice:
        """Take away what stands behind a dash or a name: the next moves up to its place."""
        end = self.whole.line_end(max(node.entries[index][1] - 1, starts[index]))
        if self.whole.text[end : starts[index + 1]].strip():
            raise NotEditable("a comment stands between it and what would move up to its place")
        return Splice(starts[index], starts[index + 1])

    def _above(self, start: int) -> int:
        """Return where the comments right above an entry begin, in lines of its own column."""
        found, column = self.whole.line_start(start), self.whole.column(start)
        while found:
            above = self.whole.line_start(found - 1)
            line = self.whole.text[above:found]
            if not line.startswith(f"{' ' * column}#"):
                break
            found = above
        return found

    def _without_in_brackets(self, node: Node, index: int) -> Iterator[Splice]:
        start, end = node.entries[index]
        comma = self._comma(end, node.end)
        begin, stop = self.whole.line_start(start), self.whole.next_line(end)
        rest = self.whole.text[comma or end : self.whole.line_end(end)].split("#")[0].strip()
        if self._is_first(start) and not rest:
            yield Splice(begin, stop)
            if not comma:
                last = self._comma(node.entries[index - 1][1], start)
                yield Splice(last - 1, last)
        elif index:
            yield Splice(node.entries[index - 1][1], end)
        else:
            yield Splice(start, node.entries[1][0])

    def _comma(self, start: int, end: int) -> int:
        """Return the offset behind the comma that follows an entry, 0 if none does."""
        for line in self.whole.text[start:end].splitlines(keepends=True):
            code = line.split("#")[0]
            if "," in code:
                return start + code.index(",") + 1
            start += len(line)
        return 0

    def _is_first(self, start: int) -> bool:
        """Return True if nothing stands before an offset on its line."""
        return not self.whole.text[self.whole.line_start(start) : start].strip()

    def _entry_start(self, node: Node, start: int) -> int:
        """Return where an entry begins: an item at its dash."""
        if node.sort is Sort.MAPPING or node.flow:
            return start
        return self.whole.text.rindex("-", 0, start)

    def _newline(self) -> str:
        return "\r\n" if "\r\n" in self.whole.text else "\n"


def _names(outer: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Yield the names in some nodes, the last in the text first."""
    found = [name for node in outer for name in node.names.values()]
    yield from sorted(found, reverse=True)


def _block_entry(change: Add) -> str:
    value = change.value
    text = scalar_text(value) if isinstance(value, str | Plain | int | None) else flow_text(value)
    return f"- {text}" if change.name is None else f"{scalar_text(change.name)}: {text}"
