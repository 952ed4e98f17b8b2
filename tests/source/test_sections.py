"""Sections become entries, each with its key, its name and its places."""

import pytest
from organisation import FIRST_DOCUMENT
from source.saying import expected, said

from pdsync.kinds import KINDS, Collection, Ref
from pdsync.source import load_texts


def entries_of(files):
    config = load_texts(files if isinstance(files, dict) else {"a.yaml": files})
    assert config.problems == ()
    return [(entry.kind, entry.key, entry.resource.name) for entry in config.entries]


def test_the_document_that_began_it_all_has_one_mistake_which_is_explained():
    assert said(f"\n{FIRST_DOCUMENT}") == expected("""
        a.yaml:5:36 invalid-value: the delay is how long a rule waits before it hands on to the next, at least 1 minute; it is not the minute at which the rule is notified
          write 15 on the first rule: that notifies the second rule after 15 minutes
        """)  # fmt: skip  # noqa: E501 - a message is one line


def test_with_its_mistake_mended_it_is_understood_as_it_stands():
    mended = FIRST_DOCUMENT.replace("minutes: 0", "minutes: 15")
    assert entries_of(mended) == [("escalation_policy", "platform-team", "Platform Team")]


@pytest.mark.parametrize(
    ("name", "key"),
    [("Platform Team", "platform-team"), ("Zahlung & Co.", "zahlung-co."), ("Café №1", "cafe-no1")],
)
def test_a_singular_section_makes_its_key_from_its_name(name, key):
    assert [entry[1] for entry in entries_of(f"schedule: {{name: '{name}'}}")] == [key]


def test_the_key_is_the_name_unless_one_is_written():
    assert entries_of("schedules: {primary: {}, second: {name: Second Line}}") == [
        ("schedule", "primary", "primary"),
        ("schedule", "second", "Second Line"),
    ]


def test_a_name_made_from_the_key_counts_as_written():
    (entry,) = load_texts({"a.yaml": "schedules: {primary: {}}"}).entries
    assert entry.resource.model_fields_set == {"name"}


def test_a_key_with_nothing_below_it_is_an_entry_with_only_a_name():
    assert entries_of("teams:\n  payments:\n") == [("team", "payments", "payments")]


def test_a_section_with_nothing_below_it_has_no_entries():
    assert entries_of("teams:\nservices: {}\n") == []


def test_integrations_are_entries_below_their_service():
    text = "services:\n  shop:\n    integrations:\n      dd: {vendor: Datadog}\n"
    config = load_texts({"a.yaml": text})
    entry = config.find("integration", "shop/dd")
    assert (entry.resource.service, entry.resource.name, str(entry.place)) == (
        Ref("service", key="shop"),
        "dd",
        "a.yaml:4:7",
    )
    assert "integrations" not in config.find("service", "shop").resource.model_fields_set


def test_files_are_merged():
    files = {"a.yaml": "teams: {a: {}}", "sub/b.yml": "teams: {b: {}}\n---\nteams: {c: {}}"}
    assert [key for _, key, _ in entries_of(files)] == ["a", "b", "c"]


def test_sections_for_anchors_are_not_read():
    text = "x-defaults: &d {auto_resolve_timeout: 4h}\nservices: {a: {<<: *d}}\n"
    (entry,) = load_texts({"a.yaml": text}).entries
    assert entry.resource.auto_resolve_timeout == 14400


def test_no_text_is_a_configuration_with_no_entries():
    config = load_texts({})
    assert (config.entries, config.problems, config.is_broken) == ((), (), False)


def test_an_entry_is_found_by_kind_and_key():
    config = load_texts({"a.yaml": "teams: {x: {}}\nschedules: {x: {}}\n"})
    assert (config.find("schedule", "x").kind, config.find("service", "x")) == ("schedule", None)


def test_an_unknown_section_is_met_with_the_nearest():
    assert said("servces: {}\n") == expected("""
        a.yaml:1:1 unknown-section: `servces` is not a section
          did you mean `services`?
        """)


def test_an_unknown_section_like_no_other_is_met_with_all():
    sections = [
        kind.section
        for kind in KINDS.values()
        if kind.managed and isinstance(kind.endpoint, Collection)
    ]
    assert said("zzz: {}\n") == expected(f"""
        a.yaml:1:1 unknown-section: `zzz` is not a section
          the sections are: {", ".join(sections)}
        """)


@pytest.mark.parametrize(
    ("section", "instead"),
    [
        ("rulesets", "PagerDuty ends event rules in favour of event orchestrations"),
        ("event_rule", "PagerDuty ends event rules in favour of event orchestrations"),
        ("response_plays", "PagerDuty has retired response plays for incident workflows"),
    ],
)
def test_what_pagerduty_has_no_longer_is_told_with_what_came_in_its_place(section, instead):
    assert said(f"{section}: {{}}\n") == expected(f"""
        a.yaml:1:1 unknown-section: `{section}` is not a section
          delete it: {instead}
        """)


@pytest.mark.parametrize("section", ["users", "user"])
def test_people_are_not_declared(section):
    assert said(f"{section}: {{}}\n") == expected("""
        a.yaml:1:1 unknown-section: users live in the account; pdsync never makes them
          remove this section, and name the user where it is needed
        """)  # fmt: skip


@pytest.mark.parametrize("section", ["integrations", "integration"])
def test_integrations_have_no_section_of_their_own(section):
    assert said(f"{section}: {{}}\n") == expected("""
        a.yaml:1:1 unknown-section: integrations belong to a service and have no own section
          write `integrations:` among the fields of the service
        """)  # fmt: skip


def test_an_integration_names_no_service():
    text = "services:\n  a:\n    integrations:\n      dd: {vendor: Datadog, service: b}\n"
    assert said(text) == expected("""
        a.yaml:4:29 unknown-field: an integration belongs to the service that it stands below
          leave out `service:`
        """)


@pytest.mark.parametrize(
    ("key", "message", "how"),
    [
        ("on", "`on` is not text in YAML", 'write "on" in quotes'),
        ("yes", "`yes` is not text in YAML", 'write "yes" in quotes'),
        ("No", "`No` is not text in YAML", 'write "No" in quotes'),
        ("null", "`null` is not text in YAML", 'write "null" in quotes'),
        ("~", "`~` is not text in YAML", 'write "~" in quotes'),
        (
            "a b",
            "'a b' cannot be a key",
            "a key is 1 to 100 letters, digits, dots, dashes or underscores",
        ),
        (
            "a/b",
            "'a/b' cannot be a key",
            "a key is 1 to 100 letters, digits, dots, dashes or underscores",
        ),
    ],
)
def test_a_bad_key_is_an_error_at_the_key(key, message, how):
    assert said(f"teams:\n  {key}: {{}}\n") == f"a.yaml:2:3 invalid-key: {message}\n  {how}\n"


@pytest.mark.parametrize("key", ["'on'", '"no"', "1e3", "0755", "2026-01-05", "a.b_c-d"])
def test_quoted_words_and_plain_numbers_are_keys(key):
    assert entries_of(f"teams: {{{key}: {{}}}}")[0][1] == key.strip("'\"")


def test_a_name_that_is_yes_wants_quotes():
    assert said("teams: {a: {name: yes}, b: {name: 'no'}, c: {name: 1e3}}\n") == expected("""
        a.yaml:1:19 invalid-value: `yes` is not text in YAML
          write "yes" in quotes
        """)


def test_an_entry_that_is_no_mapping_says_what_belongs_there():
    assert said("services:\n  checkout: critical\n") == expected("""
        a.yaml:2:3 invalid-value: `checkout` stands where a service is expected, and has no fields
          write the fields of the service below `checkout:`, indented
        """)


def test_fields_that_are_not_indented_are_recognised():
    assert said("services:\n  checkout:\n  severity: high\n") == expected("""
        a.yaml:3:3 misplaced-field: `severity` is a field of a service, and no key of one
          indent `severity` below `checkout:`
        """)


def test_a_section_takes_keys():
    assert said("services:\n  - name: x\n") == expected("""
        a.yaml:2:3 invalid-value: `services:` takes a key for each service
          write `services:`, below it a key and a colon, and its fields below that
        """)


@pytest.mark.parametrize("text", ["- a\n", "just text\n"])
def test_a_file_is_made_of_sections(text):
    assert said(text) == expected("""
        a.yaml:1:1 invalid-value: a file is made of sections, and this is none
          write a section such as `services:`, and a key for each service below it
        """)


@pytest.mark.parametrize(
    ("body", "place"), [("{}", "1:1"), ("{name: }", "1:12"), ("{name: '!?'}", "1:12")]
)
def test_a_singular_section_needs_a_name_for_its_key(body, place):
    assert said(f"schedule: {body}\n") == expected(f"""
        a.yaml:{place} missing-field: `schedule:` needs a `name` to make its key from
          write `name:`, or use `schedules:` with a key of your own
        """)


def test_a_key_twice_in_two_files_is_shown_at_both_places():
    files = {"a.yaml": "teams:\n  a: {}\n", "b.yaml": "team:\n  name: A\n"}
    assert said(files) == expected("""
        b.yaml:1:1 duplicate-key: the team `a` is written twice
          keep one of the two, or give one another key
          a.yaml:2:3: first written here
        """)


def test_two_services_may_have_an_integration_of_one_key():
    one = "{integrations: {dd: {vendor: Datadog}}}"
    keys = [key for _, key, _ in entries_of(f"services: {{a: {one}, b: {one}}}")]
    assert keys == ["a", "a/dd", "b", "b/dd"]


def test_the_digest_tells_names_and_texts_apart_and_not_their_order():
    def digest(**texts):
        return load_texts(texts).digest

    assert digest(a="x-a: 1", b="x-b: 1") == digest(b="x-b: 1", a="x-a: 1")
    others = [digest(a="x-a: 1"), digest(b="x-a: 1"), digest(a="x-a: 1 "), digest(a="", b="x-a: 1")]
    assert len(set(others)) == 4
