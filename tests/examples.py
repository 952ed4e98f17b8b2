"""Random examples for a test that takes more than milliseconds for each."""

from hypothesis import settings

USUAL = 100


def at_most(examples, **others):
    """Settings for so many of the usual hundred: fewer by pytest --quick, more by make long."""
    wanted = settings.default.max_examples
    return settings(max_examples=min(examples, wanted) * max(wanted, USUAL) // USUAL, **others)
