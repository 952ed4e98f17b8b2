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


class InTurn:
    """The threads of a crew, whose work is over as soon as it has begun."""

    def __init__(self, _):
        self._over = []

    def start(self, work, then):
        self._over.append((then, work()))

    def wait(self):
        if not self._over:
            return False
        then, result = self._over.pop(0)
        then(result)
        return True

    def end(self):
        pass


class Timed:
    """A crew whose work takes as long as the writes in it, a reading as long as one."""

    def __init__(self, world, clock):
        self._world = world
        self._clock = clock
        self._begun = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def start(self, work, then):
        before = len(self._world.writes())
        result = work()
        over = self._clock["now"] + max(1, len(self._world.writes()) - before)
        self._begun.append((over, len(self._begun), result, then))

    def wait(self):
        if not self._begun:
            return False
        first = min(self._begun, key=lambda one: one[:2])
        self._begun.remove(first)
        self._clock["now"], _, result, then = first
        then(result)
        return True


def rounds(world, text, writers):
    """How many requests one after another the changes of an apply take, and how many in all."""
    clock = {"now": 0}
    world.how = {"writers": writers, "crew": lambda _: Timed(world, clock)}
    world.forget()
    world.apply(text)
    return clock["now"], len(world.sandbox.requests)
