"""A live schedule, the YAML that is written for it, and what a plan makes of that."""

from reconcile.world import World, changes, fields, said

from pdsync.kinds import KINDS, AsOf, Ref, map_refs, on_call
from pdsync.kinds.schedule.shift_based import SHIFT_BASED
from pdsync.oncall import same_for_ever
from pdsync.source.edit.scalars import flow_text

ADOPTED = [("adopt", "schedule", "a")]


class WrittenBack:
    """The only schedule of a world, as it is written with anchors or without."""

    def __init__(self, world, *, anchors=True):
        self.world = world
        kind, raw = _found(world)
        self.live = kind.from_wire(raw, world.now)
        self.written = kind.as_written(self.live, AsOf(world.now, anchors))
        self.emails = {one["id"]: one["email"] for one in world.get("/users")["users"]}
        self.text = f"schedules:\n  a: {flow_text(self.named(self.written.fields))}\n"

    def named(self, value):
        """Data with an e-mail for everybody."""
        if isinstance(value, Ref):
            return self.emails.get(value.id) or {"id": value.id}
        if isinstance(value, dict):
            return {name: self.named(one) for name, one in value.items()}
        return [self.named(one) for one in value] if isinstance(value, list | tuple) else value

    @property
    def parts(self):
        """The layers or rotations as they are written."""
        found = self.written.fields
        return self.named(found["layers"] if "layers" in found else found["rotations"])

    @property
    def comments(self):
        return {path: list(lines) for path, lines in self.written.comments.items()}

    def planned(self):
        """The changes of a plan for what is written, and their fields."""
        plan = self.world.plan(self.text)
        assert not plan.is_broken, (said(plan), self.text)
        return changes(plan), {
            path: one for path, one in fields(plan).items() if "mark" not in path
        }

    def left(self):
        """The changes of a plan after what is written was applied."""
        self.world.apply(self.text)
        return changes(self.world.plan(self.text))

    def is_said(self):
        """Whether the text alone says who is on call, and for ever the same as the account."""
        wanted = self.world.config(self.text).find("schedule", "a").resource
        ids = {email: ident for ident, email in self.emails.items()}
        ours = map_refs(wanted, lambda ref: Ref("user", id=ids.get(ref.key) or ref.id))
        same = same_for_ever(on_call(ours), on_call(self.live), self.world.now)
        return same.first_difference is None


def _found(world):
    for kind, path in ((KINDS["schedule"], "/schedules"), (SHIFT_BASED, "/v3/schedules")):
        for one in world.get(path)["schedules"]:
            zone = {"time_zone": one["time_zone"]} if "time_zone" in one else {}
            return kind, world.get(f"{path}/{one['id']}", **zone)["schedule"]
    raise AssertionError("no schedule")


def opened(seed, now):
    """A world at an instant with an account of its own."""
    world = World(seed=seed)
    world.now = now
    return world
