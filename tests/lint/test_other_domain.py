"""Addresses at another domain than those of all others."""

import pytest
from lint.rules import found
from source.saying import expected

FOUR = ["ana@acme.example", "ben@acme.example", "chloe@acme.example", "dan@acme.example"]


def team(*members):
    rows = "".join(f"      - {one}\n" for one in members)
    return f"teams:\n  support:\n    members:\n{rows}"


@pytest.mark.parametrize("domain", ["acme.exmaple", "acmee.example", "gmail.com"])
def test_one_of_many_is_named_with_what_may_be_meant(domain):
    assert found("other-domain", team(*FOUR, f"emma@{domain}")) == expected(f"""
        a.yaml:8:9 other-domain: `emma@{domain}` is at another domain than most people, who are at \
acme.example
          write `emma@acme.example` if that is who is meant, \
else `lint: {{rules: {{other-domain: {{domains: [{domain}]}}}}}}` in pdsync.yaml
        """)


def test_an_address_is_told_once_however_often_it_is_written():
    again = "{user: ana@gmail.com, role: manager}"
    text = team(*FOUR, "ana@gmail.com", "finn@gmail.com", again)
    text = text.replace("      - {user", "  other:\n    members:\n      - {user")
    text += f"  third: {{members: [{again}]}}\n"
    assert found("other-domain", text) == expected("""
        a.yaml:8:9 other-domain: `ana@gmail.com` and `ana@acme.example` are both written
          write `ana@acme.example` if that is who is meant, \
else `lint: {rules: {other-domain: {domains: [gmail.com]}}}` in pdsync.yaml
          a.yaml:12:16: written here too, and at 1 more
        """)


@pytest.mark.parametrize(
    "members",
    [
        FOUR,
        [*FOUR[:3], "emma@gmail.com"],
        [*FOUR, "emma@gmail.com", "finn@partner.example"],
        [*FOUR, "emma@acme2.example", "finn@acme2.example"],
    ],
    ids=["one domain", "few", "several elsewhere", "two domains alike"],
)
def test_others_are_not_named(members):
    assert found("other-domain", team(*members)) == ""
