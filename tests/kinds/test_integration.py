"""Integrations: their types, their e-mail settings, and keys that are never seen."""

import pytest
from kinds.reading import live, read, said, sent, values
from kinds.recorded import FILTER, INTEGRATION, PASS_ALL

from pdsync.kinds import KINDS, Ref

MAIL = "type: email, integration_email: a@acme.pagerduty.com"
KEY = (
    "keys are made by PagerDuty and are never in the configuration: whoever has one can page you",
    "delete it, and give it to a store of secrets; a new integration's key is on its page",
)
PARSER = (
    "{action: resolve, match_predicate: {type: all, children: [{type: contains, matcher: OK, "
    "part: subject}]}, value_extractors: [{type: between, part: subject, "
    "value_name: incident_key, starts_after: '[', ends_with: ']'}]}"
)


def integration(*fields):
    return f"services: {{a: {{integrations: {{b: {{{', '.join(fields)}}}}}}}}}"


def written(*fields):
    return read("integration", integration(*fields))


@pytest.mark.parametrize(
    ("type_", "meant"),
    [
        ("events_api_v2", "events_api_v2_inbound_integration"),
        ("events_api_v2_inbound_integration", "events_api_v2_inbound_integration"),
        ("nagios", "nagios_inbound_integration"),
    ],
)
def test_a_type_can_be_written_in_short(type_, meant):
    assert written(f"type: {type_}").type == meant


def test_a_reference_is_to_the_service_around():
    assert written("type: nagios").service == Ref("service", key="a")


def test_the_service_and_own_fields_are_not_sent():
    body = sent(
        "integration", written("vendor: Datadog", "allow_key_change: true", "absent: false")
    )
    assert body == {"name": "b", "vendor": Ref("vendor", name="Datadog")}


def test_a_filter_is_sent_with_all_its_modes():
    body = sent(
        "integration", written(MAIL, "email_filters: [{subject_mode: match, subject_regex: A}]")
    )
    assert body["email_filters"] == [
        {
            "subject_mode": "match",
            "subject_regex": "A",
            "body_mode": "always",
            "body_regex": None,
            "from_email_mode": "always",
            "from_email_regex": None,
        }
    ]


def test_a_filter_that_lets_everything_through_is_none():
    assert written(MAIL, "email_filters: [{}]").email_filters == ()
    found = live("integration", {"email_filters": [PASS_ALL, FILTER]}).email_filters
    assert [one.wire["id"] for one in found] == ["PFILTE1"]


def test_a_live_parser_is_the_same_as_the_one_that_was_written():
    (wanted,) = written(MAIL, f"email_parsers: [{PARSER}]").email_parsers
    (found,) = live("integration", INTEGRATION).email_parsers
    assert values(wanted) == values(found)


def test_an_address_is_compared_in_lower_case():
    found = live("integration", INTEGRATION).integration_email
    assert found == written(MAIL.replace("a@", "Pay@")).integration_email


def test_a_change_of_type_or_vendor_makes_another_integration():
    assert KINDS["integration"].replaced_by == {"type", "vendor"}


def test_a_key_is_not_read():
    found = live("integration", {**INTEGRATION, "integration_key": "0123456789abcdef"})
    assert "0123456789abcdef" not in repr(found)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (integration("type: nagios", "integration_key: abc"), ("abc", *KEY)),
        (integration("type: nagios", "extra: {routing_key: abc}"), ("abc", *KEY)),
        (
            integration("type: event_api_v2"),
            (
                "event_api_v2",
                "'event_api_v2' is no type of integration",
                "did you mean `events_api_v2`?",
            ),
        ),
        (
            integration("name: Alerts"),
            (
                "{name: Alerts}",
                "this does not say what sends the events",
                "write `vendor:` with the product's name, or `type: events_api_v2`",
            ),
        ),
        (
            integration("type: email"),
            (
                "{type: email}",
                "an e-mail integration has an address",
                "write `integration_email:`, such as alerts@acme.pagerduty.com",
            ),
        ),
        (
            integration("type: email", "integration_email: alerts@acme.example"),
            (
                "alerts@acme.example",
                "'alerts@acme.example' is no address that PagerDuty reads",
                "write one at the account's own name, such as alerts@acme.pagerduty.com",
            ),
        ),
        (
            integration("type: events_api_v2", "email_filter_mode: all-email"),
            ("all-email", "this integration reads no e-mail", "delete this"),
        ),
        (
            integration(MAIL, "email_filter_mode: all"),
            (
                "all",
                "'all' is not possible here",
                "write one of: all-email, or-rules-email, and-rules-email",
            ),
        ),
        (
            integration(MAIL, "email_filters: [{body_mode: no-match}]"),
            ("no-match", "`no-match` needs a `body_regex`", "write `body_regex:` beside it"),
        ),
        (
            integration(MAIL, "email_filters: [{body_regex: A}]"),
            (
                "A",
                "nothing is compared with this: `body_mode` is `always`",
                "write `body_mode: match`, or no-match",
            ),
        ),
        (
            integration(MAIL, f"email_parsers: [{PARSER.replace('type: contains', 'type: is')}]"),
            (
                "{type: is, matcher: OK, part: subject}",
                "'is' is no type of condition",
                "write `type:` with one of: all, any, not, contains, exactly, regex",
            ),
        ),
        (
            integration(MAIL, f"email_parsers: [{PARSER.replace('incident_key', 'host')}]"),
            (
                "[{type: between, part: subject, value_name: host, starts_after: '[', "
                "ends_with: ']'}]",
                "0 extractors have the `value_name` incident_key; it must be 1",
                "give it to the one that tells which e-mails are about the same incident",
            ),
        ),
        (
            integration(MAIL, f"email_parsers: [{PARSER.replace('type: between', 'type: all')}]"),
            (
                "{type: all, part: subject, value_name: incident_key, starts_after: '[', "
                "ends_with: ']'}",
                "an extractor has a `type`",
                "write one of: entire, regex, between",
            ),
        ),
    ],
)
def test_what_pagerduty_refuses_is_said(text, problem):
    assert said(text) == [problem]


@pytest.mark.parametrize("fields", ["absent: true", "id: PINTEG1"])
def test_what_is_there_already_need_not_say_what_it_is(fields):
    assert said(integration(fields)) == []
