"""References: every form that people and the API write them in, and what is none."""

import pytest
from kinds.reading import read, said

from pdsync.kinds import Ref

SERVICE = "service: {name: A, escalation_policy: %s}"
FORMS = "write its key, or {name: …} or {id: P…} for one that is only in the account"


@pytest.mark.parametrize(
    ("written", "ref"),
    [
        ("web", Ref("escalation_policy", key="web")),
        ("1e3", Ref("escalation_policy", key="1e3")),
        ("'yes'", Ref("escalation_policy", key="yes")),
        ("{key: web}", Ref("escalation_policy", key="web")),
        ("{name: Web}", Ref("escalation_policy", name="Web")),
        ("{name: 'no'}", Ref("escalation_policy", name="no")),
        ("{id: P123ABC}", Ref("escalation_policy", id="P123ABC")),
        ("{escalation_policy: web}", Ref("escalation_policy", key="web")),
        (
            "{id: P123ABC, type: escalation_policy_reference}",
            Ref("escalation_policy", id="P123ABC"),
        ),
    ],
)
def test_a_reference_is_read_in_each_of_its_forms(written, ref):
    assert read("service", SERVICE % written).escalation_policy == ref


@pytest.mark.parametrize(
    "written",
    ["[web]", "''", "' '", "{}", "{key: [web]}", "{name: {a: b}}", "{other: a}"],
)
def test_what_names_nothing_is_explained(written):
    ((where, message, help_),) = said(SERVICE % written)
    assert (where, help_) == (written, FORMS)
    assert message in {
        "this does not name an escalation policy",
        "this does not name one escalation policy",
    }


@pytest.mark.parametrize(
    ("written", "help_"),
    [
        ("'Ben <ben@acme.example>'", "write `ben@acme.example`"),
        ("mailto:ben@acme.example", "write `ben@acme.example`"),
        ("'ben @acme.example'", "write it as in ana@acme.example"),
        ("'@ben'", "write it as in ana@acme.example"),
        ("ben@", "write it as in ana@acme.example"),
        ("'ben@acme.example, ana@acme.example'", "write it as in ana@acme.example"),
        ("ben@acme@example", "write it as in ana@acme.example"),
    ],
)
@pytest.mark.parametrize("form", ["%s", "{user: %s}", "{key: %s, type: user}"])
def test_what_is_more_or_less_than_an_e_mail_is_found_before_anybody_is_asked(written, help_, form):
    rule = f"{{escalation_delay_in_minutes: 5, targets: [{form % written}]}}"
    text = f"escalation_policies: {{a: {{escalation_rules: [{rule}]}}}}"
    message = f"'{written.strip(chr(39))}' is not an e-mail address alone"
    assert [(what, how) for _, what, how in said(text)] == [(message, help_)]


@pytest.mark.parametrize("written", ["yes", "No", "on", "off", "true"])
def test_a_word_that_yaml_may_twist_wants_quotes_where_a_key_belongs(written):
    assert said(SERVICE % written) == [
        (written, f"`{written}` is not text in YAML", f'write "{written}" in quotes')
    ]


def test_a_reference_to_another_type_of_thing_says_what_is_wanted():
    assert said(SERVICE % "{id: P123ABC, type: user}") == [
        (
            "{id: P123ABC, type: user}",
            "this does not say what it points to: an escalation policy",
            "write `type: escalation_policy`",
        )
    ]
