"""A file's bytes into text, or why they are none. Knows the characters of YAML, not its syntax."""

from __future__ import annotations

import codecs

from pdsync.diagnostics import Diagnostic, Place, error
from pdsync.on_demand import regex

MOST_BYTES = 5 * 1024 * 1024

# What YAML 1.1 section 5.1 allows nowhere in a file, and a byte order mark in the midst of it.
_FORBIDDEN = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")

_PLAIN = b"\t\n\r" + bytes(range(0x20, 0x7F))


def decoded(raw: bytes, file: str) -> tuple[str, Diagnostic | None]:
    """A file's text, and why it cannot be read; the text is then only for display."""
    if len(raw) > MOST_BYTES:
        return "", _too_large(file)
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        shown = raw.decode("utf-16", errors="replace")
        return shown, _not_utf8("this file is in UTF-16, not UTF-8", Place(file, 1, 1))
    body = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as trouble:
        place = _place_of_byte(body, trouble.start, file)
        message = f"the byte 0x{body[trouble.start]:02X} is not UTF-8"
        return body.decode("utf-8", errors="replace"), _not_utf8(message, place)
    if not body.translate(None, _PLAIN):  # as most are, which is seen ten times as fast
        return text, None
    return text, _forbidden_character(text, file)


def _place_of_byte(body: bytes, at: int, file: str) -> Place:
    before = body[:at].decode("utf-8")
    return _place_after(before, file)


def _place_after(before: str, file: str) -> Place:
    # The mark at the end keeps a last line that is still empty.
    lines = f"{before}|".splitlines()
    return Place(file, len(lines), len(lines[-1]))


def _too_large(file: str) -> Diagnostic:
    return error(
        "too-large",
        f"this file is larger than {MOST_BYTES // 1024 // 1024} MiB; it is not read",
        help="split it, or move it out of the configuration directory",
        place=Place(file, 1, 1),
    )


def _not_utf8(message: str, place: Place) -> Diagnostic:
    return error("not-utf-8", message, help="save the file as UTF-8", place=place)


def _forbidden_character(text: str, file: str) -> Diagnostic | None:
    found = _FORBIDDEN.search(text)
    if found is None:
        return None
    code = ord(found[0])
    escape = f"\\x{code:02X}" if code <= 0xFF else f"\\u{code:04X}"  # noqa: PLR2004 - one byte
    return error(
        "broken-yaml",
        f"the character U+{code:04X} cannot stand in a YAML file",
        help=f'delete it, or write "{escape}" in double quotes',
        place=_place_after(text[: found.start()], file),
    )
