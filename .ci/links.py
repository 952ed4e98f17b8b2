"""Lets what is published lead to its repository: `links.py https://github.com/OWNER/NAME v0.2.0`.

The README leads to other files by their paths, which only a forge can follow, and pyproject.toml
does not know where the repository is: a fork has another address. So a release writes both in, into
the checkout that it builds from.
"""  # noqa: INP001 - a script, not a package

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
URLS = {"Source": "{at}", "Changelog": "{at}/blob/{tag}/CHANGELOG.md", "Issues": "{at}/issues"}


def main(at: str, tag: str, root: str | Path = ROOT) -> int:
    """Write the addresses of this tag into the README and pyproject.toml below a directory."""
    readme, project = Path(root) / "README.md", Path(root) / "pyproject.toml"
    readme.write_text(absolute(readme.read_text("utf-8"), at, tag), encoding="utf-8")
    rows = [f'{name} = "{url.format(at=at, tag=tag)}"' for name, url in URLS.items()]
    urls = "\n".join(["[project.urls]", *rows])
    text = project.read_text("utf-8")
    project.write_text(
        text.replace("\n[project.scripts]", f"\n{urls}\n\n[project.scripts]"), "utf-8"
    )
    return 0


def absolute(text: str, at: str, tag: str) -> str:
    """Return Markdown whose links and pictures of the repository lead there from anywhere."""

    def led(found: re.Match[str]) -> str:
        kind = "raw" if found[1] else "blob"
        return f"{found[1]}[{found[2]}]({at}/{kind}/{tag}/{found[3]})"

    return re.sub(r"(!?)\[([^\]]*)\]\((?!https?:|#)([^)\s]+)\)", led, text)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
