"""Random examples for a test that takes more than milliseconds for each."""

from hypothesis import settings


def at_most(examples, **others):
    """Settings for so many, or fewer where fewer are wanted of every test: pytest --quick."""
    return settings(max_examples=min(examples, settings.default.max_examples), **others)
