"""Whatever people change by hand of a policy, a layer or a team can be taken over."""

import random
from pathlib import Path

import pytest
import yaml
from cli.test_dump_into_parts import BOOK, ident, layers, policy, user
from command_line import the_account
from organisation import ANA, BEN, CHLOE

PEOPLE = (ANA, BEN, CHLOE)


@pytest.fixture
def made(run, write):
    write(BOOK)
    assert run("apply", "--sandbox", "--yes").code == 0


def other_rules(chance, world):
    def change(rules):
        for _ in range(chance.randint(1, 3)):
            first, second = chance.choices(range(len(rules)), k=2)
            one = {name: value for name, value in rules[first].items() if name != "id"}
            delay = {"escalation_delay_in_minutes": chance.choice([5, 20, 60])}
            rules = chance.choice(
                [
                    chance.sample(rules, len(rules)),
                    [*rules[:first], one | delay, *rules[first + 1 :]],
                    [*rules[:second], one | delay, *rules[second:]],
                    rules[:-1] or rules,
                ]
            )
        return rules

    policy(world, change)
    return "escalation_policy:web", "escalation_policies"


def other_layers(chance, world):
    def change(found):
        for _ in range(chance.randint(1, 3)):
            layer = chance.choice(found)
            users = layer["users"]
            layer |= chance.choice(
                [
                    {"users": [*users, {"user": user(world, chance.choice(PEOPLE))}]},
                    {"users": users[1:] or users},
                    {"users": chance.sample(users, len(users))},
                    {"name": chance.choice(["X: y", "Nights", "12:30"])},
                    {"rotation_turn_length_seconds": chance.choice([86_400, 1_209_600])},
                ]
            )

    layers(world, change)
    return "schedule:primary", "schedules"


def other_members(chance, world):
    team = f"/teams/{ident(world, 'team', 'teams', 'Web Shop')}/users"
    world.send("PUT", f"{team}/{user(world, CHLOE)['id']}", {"role": "observer"})
    for email in chance.sample(PEOPLE, 2):
        role = {"role": chance.choice(["observer", "responder", "manager"])}
        path = f"{team}/{user(world, email)['id']}"
        world.send(*chance.choice([("PUT", path, role), ("DELETE", path)]))
    return "team:web", "teams"


@pytest.mark.parametrize("change", [other_rules, other_layers, other_members])
@pytest.mark.parametrize("seed", range(4))
def test_a_plan_is_empty_after_any_change_is_taken_over(run, made, change, seed):
    with the_account() as world:
        only, section = change(random.Random(seed), world)

    ended = run("dump", "--sandbox", "--into", "policies", "--only", only)

    after = Path("policies/checkout.yaml").read_text(encoding="utf-8")
    assert (ended.err, ended.code) == ("", 0)
    assert run("plan", "--sandbox", "--only", only, "--detailed-exitcode").code == 0
    assert beside(section, after) == beside(section, BOOK)


def beside(section, text):
    """The text before and after a section, which is what is left of it."""
    lines = text.splitlines()
    begin = lines.index(f"{section}:")
    heads = [at for at, line in enumerate(lines) if line.endswith(":") and not line.startswith(" ")]
    end = next((at for at in heads if at > begin), len(lines))
    return lines[:begin], lines[end:], [*yaml.safe_load(text)]
