"""Reads this project's own files, for the tests that hold it to its rules. Decides nothing."""

import ast
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "pdsync"
FOLDERS = ("pdsync", "tests", "docs", "policies", "benchmarks", "demo", ".github", ".ci")
TEXT = {".py", ".md", ".toml", ".txt", ".yaml", ".yml", ".json", ".html", ".j2", ""}


@dataclass(frozen=True)
class Import:
    """One imported name: of `from a.b import c`, module is `a.b` and name is `c`."""

    module: str
    name: str | None
    line: int


@dataclass(frozen=True)
class Module:
    """One Python file; the path is relative to the project's root."""

    path: Path
    text: str

    @cached_property
    def tree(self):
        return ast.parse(self.text)

    @cached_property
    def nodes(self):
        """Every node of the tree: several tests look at all of them."""
        return list(ast.walk(self.tree))

    @property
    def part(self):
        """The package or module directly in pdsync that this file belongs to."""
        return self.path.parts[1].removesuffix(".py")

    @property
    def place(self):
        return self.path.as_posix()

    @cached_property
    def imports(self):
        return [found for node in self.nodes for found in self._imports_of(node)]

    def _imports_of(self, node):
        if isinstance(node, ast.Import):
            return [Import(alias.name, None, node.lineno) for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            module = self._absolute(node)
            return [Import(module, alias.name, node.lineno) for alias in node.names]
        return []

    def _absolute(self, node):
        package = self.path.parts[: len(self.path.parts) - node.level] if node.level else ()
        return ".".join([*package, *filter(None, [node.module])])

    @cached_property
    def _meanings(self):
        """What a name at the head of an expression stands for: `dt` for `datetime`, and so on."""
        meanings = {}
        for node in self.nodes:
            if isinstance(node, ast.Import):
                meanings |= {alias.asname: alias.name for alias in node.names if alias.asname}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                meanings |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
        return meanings

    def full_name(self, node):
        """`datetime.datetime.now` for that expression, however datetime was imported."""
        head, *rest = ast.unparse(node).split(".")
        return ".".join([self._meanings.get(head, head), *rest])


@cache
def modules(*folders):
    """Every Python file below these folders of the project."""
    files = [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]
    return [Module(file.relative_to(ROOT), file.read_text(encoding="utf-8")) for file in files]


def text_files():
    """Every file of the project that people read or write, with its path from the root."""
    below = [file for folder in FOLDERS for file in (ROOT / folder).rglob("*")]
    at_the_top = [file for file in ROOT.iterdir() if not file.name.startswith(".")]
    files = [file for file in [*at_the_top, *below] if file.is_file() and file.suffix in TEXT]
    return sorted(file.relative_to(ROOT) for file in files)


def plug_ins(folder):
    """The names of the public modules in a folder of the package: its kinds, or its rules."""
    names = {file.stem for file in (PACKAGE / folder).iterdir() if file.suffix in {".py", ""}}
    return sorted(name for name in names if not name.startswith("_"))


def told(rule, breaches):
    """A failure's message: the rule, then a line for each place that breaks it."""
    return "\n".join(["", rule, *breaches])
