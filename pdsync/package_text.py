"""Texts that are shipped beside the modules: lists, styles, templates. Reads only.

`importlib.resources` reads them too, but loads a dozen modules before it does.
"""

from __future__ import annotations

from pkgutil import get_data


def package_text(package: str, file: str) -> str:
    """Return a text file of a package, which may be in a zip; raises OSError where there is none.

    The path of the file is written with `/`.
    """
    content = get_data(package, file)
    if content is None:
        raise FileNotFoundError(f"{package} cannot read its own files")
    return content.decode("utf-8").replace("\r\n", "\n")
