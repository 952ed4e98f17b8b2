"""Whatever form an answer has, people read a sentence, and nothing wrong is concluded from it.

One that fails has its number in the message, and is tried alone with PDSYNC_MUTATION=NUMBER.
"""

import os
import re

import pytest
from cli.mutations import Mutation, Trial

ACCOUNT = """
teams:
  web: {description: Web people, members: [ana.silva@acme.example]}
schedules:
  days:
    time_zone: Europe/London
    layers:
      - {name: Week, rotate: weekly, handoff: Mon 09:00,
         members: [ana.silva@acme.example, ben.okafor@acme.example]}
  nights:
    time_zone: Europe/London
    rotations:
      - {name: All, rotate: weekly, handoff: Mon 09:00, members: [ana.silva@acme.example]}
escalation_policies:
  shop:
    name: Shop
    escalation_rules:
      - {escalation_delay_in_minutes: 10, targets: [days]}
      - {escalation_delay_in_minutes: 10, targets: [nights, chloe.martin@acme.example]}
services:
  cart:
    name: Cart
    escalation_policy: shop
    integrations: {events: {name: Events, type: events_api_v2}}
"""
CHANGED = (
    ACCOUNT.replace("delay_in_minutes: 10,", "delay_in_minutes: 15,")
    .replace("Web people", "People of the web")
    .replace("type: events_api_v2}}", "type: events_api_v2}, mail: {type: events_api_v2}}")
)
OURS = re.compile(
    r"NoneType|KeyError|TypeError|AttributeError|ValueError|IndexError|Traceback|Errno"
    r"|this is a bug|internal error|pydantic|httpx|validation error|Input should"
    r"|object is not|object has no|unexpected keyword|Field required"
)
ALONE = os.environ.get("PDSYNC_MUTATION")
FEW = [int(ALONE)] if ALONE else range(120)
MANY = range(120, 2_200)


@pytest.fixture
def trial(write, run, monkeypatch):
    write(ACCOUNT)
    assert run("apply", "--sandbox-file", "account.db", "--yes").code == 0
    write(CHANGED)
    return Trial(run, monkeypatch, "account.db")


def names(ended):
    """Everybody and everything that is told of who is on call.

    That one or all of them are, where it is not known how a rule assigns, misleads nobody.
    """
    told = re.sub(r"\n {9,}", " ", ended.out).replace("one or all of ", "")
    return {line for line in told.splitlines() if "@" in line}


def faults(trial, mutation):
    """What is wrong with how the command ends, and which mutation that was."""
    ended, said = trial.wrong(mutation)
    calm, _ = trial.calm(mutation.command)
    found = [f"{word} in its output" for word in OURS.findall(ended.out + ended.err)]
    if ended.code and not (ended.err or ended.out).strip():
        found.append(f"exit {ended.code} without a word")
    if ended.code not in range(6):
        found.append(f"exit {ended.code}")
    gone = re.search(r"GET /v3/schedules/\w+: 404$", said)  # deleted between list and reading
    if mutation.command[0] == "oncall" and ended.code == 0 and not ended.err and not gone:
        found += [f"says: {line}" for line in names(ended) - names(calm)]
        found += [f"leaves out: {line}" for line in names(calm) - names(ended)]
    if mutation.command[0] == "upgrade" and ended.code == 0 and ended.out != calm.out:
        found.append(f"writes: {ended.out}")
    if mutation.command[0] == "apply" and ended.code == 0:
        again = trial.run("plan", "--sandbox-file", "copy.db")
        found += [f"a plan afterwards: {again.out}{again.err}"] if again.code else []
    return [f"{said}: {one}" for one in found]


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_no_answer_of_another_form_shows_our_insides_or_misleads(trial, part):
    assert [one for number in FEW[part::4] for one in faults(trial, Mutation(number))] == []


@pytest.mark.long
@pytest.mark.parametrize("part", range(20))
def test_no_answer_of_thousands_shows_our_insides_or_misleads(trial, part):
    assert [one for number in MANY[part::20] for one in faults(trial, Mutation(number))] == []
