"""An e-mail address has another domain than those of all other people, or nearly theirs.

Why: people are known by their addresses. One at another domain is nobody in the account, or
somebody else, and a plan stops at it; where the account has both, the wrong person is on call.
Addresses are compared where at least four people share a domain: with a domain that is a slip of
it, with somebody of the same name there, and with the only one who is not there. Each is told once,
at the first of its places; a domain that is right is named in `domains`, and never told again.

Bad:

```yaml
teams:
  support:
    members:
      - ana@acme.example
      - ben@acme.example
      - chloe@acme.example
      - daniel@acme.example
      - emma@acme.exmaple
```

Good:

```yaml
teams:
  support:
    members:
      - ana@acme.example
      - ben@acme.example
      - chloe@acme.example
      - daniel@acme.example
      - emma@acme.example
```
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Annotated, Any

from pydantic import Field

from pdsync.diagnostics import Place, Related, Severity
from pdsync.json_types import FieldPath
from pdsync.kinds import Listed, Reads, problem, shown, slips
from pdsync.lint._rule import Finding, LintContext, RuleSettings, RuleSubject
from pdsync.on_demand import regex
from pdsync.source import Config, Entry, place_of

SEVERITY = Severity.WARNING
SUBJECT = RuleSubject.PEOPLE

_DOMAIN = regex(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def _domain(value: Any) -> str:
    if isinstance(value, str) and _DOMAIN.fullmatch(value):
        return value.lower()
    how = "write what stands behind the @, such as acme.example"
    raise problem(f"{shown(value)} is no domain", help=how)


class OwnDomains(RuleSettings):
    """Settings of this rule."""

    domains: Annotated[
        Listed[Annotated[str, Reads(_domain, {"type": "string", "pattern": _DOMAIN.pattern})]],
        Field(description="Domains that are right beside the most common one."),
    ] = ()


OPTIONS = OwnDomains

_MANY = 4
_MOST_SLIPS = 2


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every address that is at another domain than it should be, at the first of its places."""
    places = _addresses(config)
    domains = Counter(one.partition("@")[2] for one in places)
    common, count = max(domains.items(), key=itemgetter(1), default=("", 0))
    if count < _MANY:
        return
    right = {common, *context.options(OwnDomains).domains}
    others = [one for one in places if one.partition("@")[2] not in right]
    for address in others:
        name, _at, domain = address.partition("@")
        theirs = f"{name}@{common}"
        is_rare = domains[domain] * _MANY <= count
        is_near = is_rare and slips(domain, common) <= _MOST_SLIPS
        if theirs in places:
            message = f"`{address}` and `{theirs}` are both written"
        elif is_near or len(others) == 1:
            message = f"`{address}` is at another domain than most people, who are at {common}"
        else:
            continue
        first, *more = (place_of(entry, path) for entry, path in places[address])
        setting = f"lint: {{rules: {{other-domain: {{domains: [{domain}]}}}}}}"
        yield Finding(
            first,
            message,
            f"write `{theirs}` if that is who is meant, else `{setting}` in pdsync.yaml",
            tuple(_also(more)),
        )


def _also(places: Sequence[Place]) -> Iterator[Related]:
    """Tell of the next place, and of how many more there are."""
    if places:
        more = f", and at {len(places) - 1} more" if places[1:] else ""
        yield Related(f"written here too{more}", places[0])


def _addresses(config: Config) -> Mapping[str, list[tuple[Entry, FieldPath]]]:
    """Every address that is written, with the ways to it."""
    found: dict[str, list[tuple[Entry, FieldPath]]] = defaultdict(list)
    for entry in config.entries:
        for path, ref in entry.refs:
            if ref.kind == "user" and ref.key:
                found[ref.key].append((entry, path))
    return found
