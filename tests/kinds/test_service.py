"""Services: urgency and hours, status, and what is never sent."""

import pytest
from kinds.reading import live, read, said, sent, values
from kinds.recorded import SERVICE

from pdsync.kinds import KINDS, Call, Draft, Ref

HOURS = "support_hours: {time_zone: UTC, start_time: 9:00, end_time: 17:00, days_of_week: Mon-Fri}"
BY_HOURS = "incident_urgency_rule: {during_support_hours: high, outside_support_hours: low}"
GROUPING = (
    "alert grouping will be a kind of its own, and is never part of a service",
    "leave it out: what is set up in PagerDuty stays as it is",
)


def service(*fields):
    return f"services: {{a: {{{', '.join(fields)}}}}}"


def written(*fields):
    return read("service", service(*fields))


def calls(status, before):
    kind = KINDS["service"]
    found = None if before is None else live("service", {**SERVICE, "status": before})
    draft = Draft("a", written(f"status: {status}"), found, frozenset(), "/services/PSERVI1")
    return kind.calls(draft)


@pytest.mark.parametrize("timeout", ["null", "0", "0s"])
def test_a_timeout_of_nothing_is_none(timeout):
    found = written(f"acknowledgement_timeout: {timeout}", f"auto_resolve_timeout: {timeout}")
    assert values(found, "acknowledgement_timeout", "auto_resolve_timeout") == {
        "acknowledgement_timeout": None,
        "auto_resolve_timeout": None,
    }


def test_a_live_timeout_of_0_is_none():
    assert live("service", {"auto_resolve_timeout": 0}).auto_resolve_timeout is None


def test_timeouts_are_seconds():
    assert written("acknowledgement_timeout: 30m").acknowledgement_timeout == 1800


@pytest.mark.parametrize("status", ["active", "warning", "critical", "maintenance", "of_tomorrow"])
def test_every_live_status_but_disabled_is_active(status):
    assert live("service", {"status": status}).status == "active"


def test_a_service_is_disabled_by_a_call_that_counts_as_a_loss():
    body = {"service": {"type": "service", "status": "disabled"}}
    put = (Call("PUT", "/services/PSERVI1", body, deletes=1),)
    assert (calls("disabled", None), calls("disabled", "critical")) == (put, put)


def test_a_service_is_enabled_by_a_call_of_its_own():
    body = {"service": {"type": "service", "status": "active"}}
    assert calls("active", "disabled") == (Call("PUT", "/services/PSERVI1", body),)


def test_a_status_that_is_right_needs_no_call():
    assert (calls("active", None), calls("active", "warning")) == ((), ())
    assert calls("disabled", "disabled") == ()


def test_a_pause_of_live_alerts_is_read_without_the_recommendation():
    assert sent("service", live("service", SERVICE))["auto_pause_notifications_parameters"] == {
        "enabled": True,
        "timeout": 300,
    }


def test_a_pause_that_is_not_enabled_has_no_timeout():
    body = sent("service", written("auto_pause_notifications_parameters: {enabled: false}"))
    assert body["auto_pause_notifications_parameters"] == {"enabled": False, "timeout": None}


@pytest.mark.parametrize("raw", [None, {"enabled": False, "timeout": None}])
def test_no_pause_is_one_that_is_not_enabled(raw):
    found = live("service", {"auto_pause_notifications_parameters": raw})
    wanted = written("auto_pause_notifications_parameters: null")
    pauses = [one.auto_pause_notifications_parameters for one in (found, wanted)]
    assert [(one.enabled, one.timeout) for one in pauses] == [(False, 0), (False, 0)]


def test_own_fields_are_not_sent():
    found = written("severity: critical", "runbook: https://acme.example/runbook")
    assert set(sent("service", found)) == {"name"}


def test_nothing_about_alert_grouping_is_sent():
    assert not [name for name in sent("service", live("service", SERVICE)) if "alert" in name]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            service("name: 'Check out '"),
            ("'Check out '", "this name begins or ends with a blank", "delete the blank"),
        ),
        (
            service("status: critical"),
            ("critical", "'critical' is not possible here", "write one of: active, disabled"),
        ),
        (
            service("acknowledgement_timeout: -1"),
            ("-1", "'-1' is out of range", "write 0s or more"),
        ),
        (
            service("severity: sev1"),
            (
                "sev1",
                "'sev1' is not possible here",
                "write one of: critical, high, medium, low",
            ),
        ),
        (
            service("incident_urgency_rule: medium"),
            (
                "medium",
                "'medium' is not possible here",
                "write one of: high, low, severity_based",
            ),
        ),
        (
            service(
                "incident_urgency_rule: {type: use_support_hours, urgency: high, "
                "during_support_hours: high, outside_support_hours: low}",
                HOURS,
            ),
            (
                "high",
                "`urgency` has no meaning with `type: use_support_hours`",
                "delete it, or change the `type`",
            ),
        ),
        (
            service("incident_urgency_rule: {during_support_hours: high}", HOURS),
            (
                "{during_support_hours: high}",
                "an urgency lacks: `outside_support_hours`",
                "write high or low",
            ),
        ),
        (
            service(BY_HOURS),
            (
                "{during_support_hours: high, outside_support_hours: low}",
                "urgency by support hours needs the hours",
                "write `support_hours:` beside it",
            ),
        ),
        (
            service("incident_urgency_rule: high", "scheduled_actions: [support_hours_start]"),
            (
                "[support_hours_start]",
                "`scheduled_actions` is for urgency by support hours only",
                "write `incident_urgency_rule:` with `type: use_support_hours`, or delete this",
            ),
        ),
        (
            service(BY_HOURS, HOURS.replace("Mon-Fri", "[Funday]")),
            (
                "[Funday]",
                "'Funday' is not a day of the week",
                "write 1 (Monday) to 7 (Sunday), or a name such as Mon",
            ),
        ),
        (
            service(BY_HOURS, HOURS.replace("Mon-Fri", "[]")),
            ("[]", "no day of the week is left", "write at least one, such as Mon-Fri"),
        ),
        (
            service("auto_pause_notifications_parameters: {enabled: true, timeout: 4m}"),
            (
                "4m",
                "PagerDuty cannot pause for 4m",
                "write 2m, 3m, 5m, 10m or 15m, or 0 for what PagerDuty recommends",
            ),
        ),
        (
            service("auto_pause_notifications_parameters: {enabled: false, timeout: 5m}"),
            (
                "5m",
                "PagerDuty forgets the timeout while it is not enabled",
                "delete it, or write `enabled: true`",
            ),
        ),
        (service("alert_grouping_parameters: {type: time}"), ("{type: time}", *GROUPING)),
        (service("extra: {alert_grouping: time}"), ("time", *GROUPING)),
        (
            service("alert_creation: create_incidents"),
            (
                "create_incidents",
                "PagerDuty has retired this: every service makes alerts and incidents",
                "delete it",
            ),
        ),
        (
            service("response_play: null"),
            (
                "null",
                "PagerDuty has retired response plays in favour of incident workflows",
                "delete it",
            ),
        ),
        (
            service("teams: []"),
            (
                "[]",
                "a service belongs to the team of its escalation policy",
                "write `team:` on the escalation policy",
            ),
        ),
    ],
)
def test_what_pagerduty_refuses_is_said(text, problem):
    assert said(text) == [problem]


def test_all_that_is_wrong_is_said_at_once():
    text = service("alert_grouping: time", "status: on", "acknowledgement_timeout: soon")
    assert [marked for marked, _, _ in said(text)] == ["time", "on", "soon"]


def test_a_policy_is_a_reference():
    assert live("service", SERVICE).escalation_policy == Ref("escalation_policy", id="PPOLIC1")
