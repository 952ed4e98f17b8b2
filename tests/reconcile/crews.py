"""Crews of an apply whose order of completion a test decides, and what was under way together."""

from itertools import combinations


class Shuffled:
    """A crew of one thread: of all that has begun, `choose` says which is over next."""

    def __init__(self, choose):
        self._choose = choose
        self._begun = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def start(self, work, then):
        self._begun.append((work, then))

    def wait(self):
        if not self._begun:
            return False
        work, then = self._begun.pop(self._choose(len(self._begun)))
        then(work())
        return True


def shuffled(world, writers, choose=lambda count: count - 1):
    """Let a world's applies have so many writers, whose work ends in the order that is chosen."""
    world.how = {"writers": writers, "crew": lambda _: Shuffled(choose)}


def watched(world):
    """Return a set that will hold each pair of changes that a world sends at one time."""
    pairs = set()

    def progress(step):
        keys = sorted(f"{one.kind}:{one.key}" for _, one in step.under_way)
        pairs.update(combinations(keys, 2))

    world.how["progress"] = progress
    return pairs


def side_by_side(world, text, **options):
    """Each pair of changes that an apply sends at one time, as `kind:key`."""
    shuffled(world, 8)
    pairs = watched(world)
    world.applied(text, **options)
    return pairs
