"""Things in the account that have a name of the configuration, and are not managed by it."""

from lint.rules import found
from source.saying import expected


def test_another_of_the_same_name_is_told_whatever_its_capitals():
    assert found("unmanaged-namesake", "schedules:\n  web: {name: Web}\n") == expected("""
        a.yaml:2:15 unmanaged-namesake: the account has another schedule called 'WEB' (P000001), \
which nobody manages: people take one for the other
          give one of them another name, or delete the one that nobody needs
        """)


def test_one_of_another_kind_is_not():
    assert found("unmanaged-namesake", "teams:\n  web: {name: Web}\n") == ""
