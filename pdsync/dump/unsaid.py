"""Something that a dump leaves unsaid: the account has it and the YAML cannot say it. Data only."""

from __future__ import annotations

from pdsync.frozen import frozen


@frozen
class Unsaid:
    """Something of a live resource that is not in the YAML; all of it where `key` is None.

    `field` is PagerDuty's name of a field that the YAML has none for.
    """

    kind: str
    id: str
    name: str
    sentence: str
    key: str | None = None
    field: str | None = None
