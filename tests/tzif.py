"""Files of time zones for tests, made here: no rules of this machine's are needed."""

from struct import pack


def tzif(rule):
    """The bytes of a zone whose clocks go by a POSIX rule such as `PST8PDT,M3.2.0,M11.1.0`."""
    header = b"TZif2" + bytes(15) + pack(">6l", 0, 0, 0, 0, 1, 4)
    block = header + pack(">lbb", 0, 0, 0) + b"LMT\0"
    return block + block + f"\n{rule}\n".encode()


def write_database(directory, version, **rules):
    """A database in a directory, as systems have them; `Europe__London` is Europe/London."""
    for name, rule in {"Europe__London": "GMT0BST,M3.5.0/1,M10.5.0", **rules}.items():
        file = directory.joinpath(*name.split("__"))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(tzif(rule))
    if version:
        (directory / "tzdata.zi").write_text(f"# version {version}\n", encoding="ascii")
