"""Lint says all that can be said with no network, in order of place."""

from datetime import UTC, datetime

from source.saying import expected, told

from pdsync.lint import _layers, _settings, all_rules, lint
from pdsync.source import load_texts

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


def linted(texts):
    return told(lint(load_texts(texts), NOW))


def test_nothing_is_said_about_a_sound_configuration():
    assert linted({"pdsync.yaml": "stack: acme\n", "a.yaml": "teams: {core: {}}\n"}) == ""


def test_each_layer_is_rendered_once_for_all_rules(monkeypatch):
    rendered, somehow = [], _layers.on_call_somehow
    monkeypatch.setattr(_layers, "on_call_somehow", lambda *of: rendered.append(of) or somehow(*of))

    linted(
        {"a.yaml": "schedules:\n  web: {time_zone: Etc/UTC, layers: [{users: [a@acme.example]}]}"}
    )

    assert len(rendered) == 1


def test_settings_of_a_rule_are_read_once_for_all_files_in_which_they_are_the_same(monkeypatch):
    read, state = [], _settings.RuleState
    monkeypatch.setattr(_settings, "RuleState", lambda **of: read.append(of) or state(**of))

    linted({f"{name}.yaml": f"teams: {{{name}: {{}}}}\n" for name in ("core", "ops", "web")})

    assert 0 < len(read) <= len(all_rules())


def test_every_problem_of_every_file_is_said_in_order_of_place():
    texts = {
        "pdsync.yaml": "stack: A\n",
        "b.yaml": "teams:\n  core: {nam: Core}\n",
        "a.yaml": "service:\n  name: Web\n  escalation_policy: gone\nteems: {}\n",
    }
    assert linted(texts) == expected("""
        a.yaml:3:22 unknown-reference: there is no escalation policy `gone` in this configuration
          write {name: gone} if it lives in the account and not in this configuration
        a.yaml:4:1 unknown-section: `teems` is not a section
          did you mean `teams`?
        b.yaml:2:10 unknown-field: `nam` is not a field of a team
          did you mean `name`?
        pdsync.yaml:1:8 invalid-value: this cannot be the name of a stack
          write 3 to 40 lowercase letters, digits or dashes
        """)
