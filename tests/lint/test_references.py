"""References by name and by id: whatever their form, rules see what they lead to."""

import re
from pathlib import Path

import pytest
import yaml
from lint.rules import ACCOUNT, DATABASES, NOW, examples, found

import pdsync.lint
from pdsync.kinds import KINDS
from pdsync.lint import LintContext, all_rules, resolved_json
from pdsync.source import load_texts

FILES = {"pdsync.yaml": "stack: acme\nlint: {profile: strict}\n"}
IN_YAML = [name for name, one in all_rules().items() if not one.pages and name != "name-pattern"]


def loaded(data):
    return load_texts({**FILES, "a.yaml": yaml.safe_dump(data, sort_keys=False, width=1000)})


def put(data, way, value):
    for step in way[:-1]:
        data = data[step]
    data[way[-1]] = value


def by(form, data):
    """The same, in which what can be is referred to by its name, in other letters, or by its id."""
    config = loaded(data)
    changed = yaml.safe_load(yaml.safe_dump(data))
    for number, entry in enumerate(config.entries):
        if "/" not in entry.key and form == "id" and KINDS[entry.kind].managed:
            put(changed, (KINDS[entry.kind].section, entry.key, "id"), f"P00000{number}")
    for entry in config.entries:
        for path, ref in entry.refs:
            meant = config.meant(ref)
            if meant is None or "/" in entry.key:
                continue
            ident = f"P00000{config.entries.index(meant)}"
            name = f"  {str(meant.resource.name).upper()} "
            said = {"name": name} if form == "name" else {"id": ident}
            way = (KINDS[entry.kind].section, entry.key, *path)
            put(changed, way, {ref.kind: said} if "targets" in path else said)
    return changed


def said(rule, data):
    config = loaded(data)
    context = LintContext(NOW, DATABASES, account=ACCOUNT if all_rules()[rule].live else None)
    found = all_rules()[rule].findings(config, context)
    return [(one.message, one.help) for one in found]


@pytest.mark.parametrize("form", ["name", "id"])
@pytest.mark.parametrize("rule", IN_YAML)
def test_a_rule_says_the_same_of_references_in_every_form(rule, form):
    bad, good = (yaml.safe_load(one) for one in examples(rule))
    told = [said(rule, one) for one in (bad, good)]
    assert [said(rule, by(form, one)) for one in (bad, good)] == told


PROMISE = """
schedules:
  rota:
    name: Rota
    time_zone: Europe/London
    layers: [{rotate: weekly, handoff: Mon 09:00, members: [a@x.example], only: 09:00-17:00}]
escalation_policies:
  web:
    name: Web
    escalation_rules: [{escalation_delay_in_minutes: 5m, targets: [{schedule: {name: rota}}]}]
    expect: {coverage: always}
"""


def test_a_promise_is_proved_of_what_is_referred_to_by_name():
    assert found("broken-promise", PROMISE).startswith("a.yaml:11:24 broken-promise: ")


def test_the_resolved_configuration_follows_references_by_name():
    config = load_texts({**FILES, "a.yaml": PROMISE})
    policy = resolved_json(config, LintContext(NOW))["escalation_policies"]["web"]
    (target,) = policy["escalation_rules"][0]["targets"]
    assert (target["key"], target["time_zone"]) == ("rota", "Europe/London")


TWINS = PROMISE.replace("escalation_policies:", "  other: {name: %s}\nescalation_policies:")


@pytest.mark.parametrize(("name", "is_told"), [("rota", False), ("ROTA", False), ("Rota 2", True)])
def test_of_a_name_that_several_have_only_the_one_of_the_same_letters_is_meant(name, is_told):
    # `{name: rota}` is exactly the first, is either of the second two, and is not the third.
    assert (found("broken-promise", TWINS % name) != "") is is_told


def test_rules_look_things_up_by_the_reference_and_not_by_its_key():
    lint_ = Path(pdsync.lint.__file__).parent
    modules = [*lint_.glob("rules/*.py"), *lint_.glob("levels/*.py"), *lint_.glob("own/*.py")]
    by_key = [one.name for one in modules if re.search(r"config\.find\(", one.read_text())]
    assert by_key == [], "write `config.meant(ref)`: what is looked up by key is found in one form"


ANCHORED = """
schedules:
  a:
    time_zone: Europe/London
    layers:
      - anchor: {who: a@x.example, at: 2026-01-05}
        members: [a@x.example]
        rotate: weekly
        handoff: Mon 09:00
    teams: [{name: Web}]
"""


def test_references_are_in_the_order_of_the_models_in_every_run():
    config = load_texts({**FILES, "a.yaml": ANCHORED})
    (schedule,) = config.of("schedule")
    assert [path for path, _ in schedule.refs] == [
        ("teams", 0),
        ("layers", 0, "users", 0),
        ("layers", 0, "anchor", "who"),
    ]
