"""Pages of the account, as links that nothing but PagerDuty's own addresses can end up in."""

from __future__ import annotations

from pdsync.frozen import frozen
from pdsync.json_types import Json
from pdsync.kinds import KINDS, Collection
from pdsync.on_demand import regex
from pdsync.render._escape import code, html

_SITE = regex(r"https://[a-z0-9-]+\.(?:eu\.)?pagerduty\.com")
_PATH = regex(r"(?:/[A-Za-z0-9_-]+)+")
_ID = regex(r"[A-Za-z0-9]+")
_FOLDERS = {"service": "service-directory"}
"""Pages that are not below the kind's own name."""


@frozen
class Pages:
    """The pages of one account; without a `site` there are none."""

    site: str | None

    @classmethod
    def of(cls, row: Json) -> Pages:
        """Return those of a plan's account."""
        site = row.get("site")
        return cls(site if site and _SITE.fullmatch(site) else None)

    def address(self, thing: Json) -> str | None:
        """Return the page of a change, as the account told it, else by its id."""
        told, ident = str(thing.get("url") or ""), str(thing["id"] or "")
        if self.site is None:
            return None
        if told.startswith(f"{self.site}/") and _PATH.fullmatch(told, len(self.site)):
            return told
        kind = KINDS[thing["kind"]]
        if not isinstance(kind.endpoint, Collection) or not _ID.fullmatch(ident):
            return None
        return f"{self.site}/{_FOLDERS.get(kind.name, kind.section)}/{ident}"

    def link(self, thing: Json, text: str) -> str:
        """Return a text as code, linked to the page of the change where that is known."""
        page = self.address(thing)
        return f"[{code(text)}]({page})" if page else code(text)

    def element(self, thing: Json, text: str) -> str:
        """Return the same inside an HTML element."""
        page = self.address(thing)
        return f'<a href="{page}">{html(text)}</a>' if page else html(text)


def with_pages(row: Json) -> Json:
    """Return a plan's JSON with the `page` of each change, for a terminal that shows links."""
    pages = Pages.of(row)
    changes = [{**one, "page": pages.address(one)} for one in row["changes"]]
    return {**row, "changes": changes}
