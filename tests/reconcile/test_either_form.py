"""Where PagerDuty's description and its answers differ, both forms are taken."""

import json

import httpx
import pytest
from reconcile.rotas import ANA, BEN, CHLOE
from reconcile.shift_rotas import events, on_call, shift_based, weekdays
from reconcile.test_overrides_without_ids import AHEAD, DAILY, losing, overridden, spans
from reconcile.wire import altered
from reconcile.world import World, changes, ended

from pdsync.sandbox import Habits

KEEPS, FORGETS = Habits(rate_limit=0), Habits(rate_limit=0, forgets_ended=True)
DAY = 86_400
MAIL = """services:
  s:
    name: Checkout
    escalation_policy: p
    integrations:
      mail:
        type: email
        integration_email: checkout@acme.pagerduty.com
        email_parsers:
          - action: trigger
            match_predicate: {type: contains, matcher: down, part: subject}
            value_extractors:
              - type: between
                part: subject
                value_name: incident_key
                starts_after: a
                ends_before: b
escalation_policies:
  p:
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [%s]}]
"""


def lived(habits):
    """What is told of a schedule after each change of it, each of which ends an event."""
    world, told = World(habits=habits), []
    for people in ((ANA, BEN), (BEN, CHLOE), (CHLOE, ANA)):
        world.applied(shift_based(weekdays(*people)))
        world.sleep(9 * DAY)
        told.append((on_call(world), events(world)))
    everything = world.get("/v3/schedules")["schedules"][0]["id"]
    rotations = world.get(f"/v3/schedules/{everything}")["schedule"]["rotations"]
    return told, sum(len(rotation["events"]) for rotation in rotations)


def test_an_account_that_tells_no_ended_events_is_changed_as_one_that_does():
    (kept, all_of_them), (forgotten, those_of_now) = lived(KEEPS), lived(FORGETS)
    assert kept == forgotten
    assert all_of_them > those_of_now


def test_a_plan_looks_the_same_where_ended_events_are_not_told():
    world = World()
    world.applied(shift_based(weekdays(ANA, BEN)))
    world.sleep(9 * DAY)
    world.applied(shift_based(weekdays(BEN, CHLOE)))
    world.sleep(9 * DAY)
    other = altered(lambda **ways: World(account=world.account, **ways))
    other.now = world.now
    other.wire.alter = lambda _request, body: without_ended(body, world.now.isoformat())
    text = shift_based(weekdays(CHLOE, ANA))
    assert changes(other.plan(text)) == changes(world.plan(text)) != []


def without_ended(body, now):
    for rotation in body.get("schedule", {}).get("rotations", ()):
        rotation["events"] = [
            one for one in rotation["events"] if (one["effective_until"] or "9") > now
        ]
    return body


@pytest.fixture(scope="module")
def mailed():
    """An account with an integration that reads e-mail, whose answers may be altered."""
    world = altered(World)
    world.applied(MAIL % ANA)
    return world


@pytest.mark.parametrize("word", ["ends_before", "ends_with"])
@pytest.mark.parametrize("number", ["7", '"PWT8R1O"', "null"])
def test_a_parser_in_either_form_is_no_change(mailed, word, number):
    def alter(_request, body):
        text = json.dumps(body).replace('"ends_before"', f'"{word}"')
        told = json.loads(text)
        for one in parsers(told):
            one["id"] = json.loads(number)
        return told

    mailed.wire.alter = alter
    assert changes(mailed.plan(MAIL % ANA)) == []
    written = (MAIL % ANA).replace("ends_before", "ends_with")
    assert changes(mailed.plan(written)) == []
    assert changes(mailed.plan((MAIL % ANA).replace("before: b", "before: c"))) != []


def parsers(told):
    """Every parser in an answer, however deep."""
    if isinstance(told, list):
        return [parser for one in told for parser in parsers(one)]
    if not isinstance(told, dict):
        return []
    below = [parser for one in told.values() for parser in parsers(one)]
    return below + list(told.get("email_parsers") or ())


@pytest.mark.parametrize("word", ["rules", "content_based", None])
def test_whatever_the_old_field_of_alert_grouping_says_is_left_alone(mailed, word):
    def alter(_request, body):
        for service in body.get("services", ()):
            service["alert_grouping"] = word
        return body

    mailed.wire.alter = alter
    assert changes(mailed.plan(MAIL % ANA)) == []


@pytest.mark.parametrize("ending", ["", "_reference"])
def test_a_notification_rule_of_either_form_is_read_past(mailed, ending):
    def alter(_request, body):
        text = json.dumps(body)
        return json.loads(text.replace('"email_contact_method"', f'"email_contact_method{ending}"'))

    mailed.wire.alter = alter
    assert changes(mailed.plan(MAIL % ANA)) == []


class Posted(httpx.BaseTransport):
    """The sandbox, whose answers to POST `form` makes of their bodies."""

    def __init__(self, inner):
        self.inner = inner
        self.form = lambda body: httpx.Response(201, json=body)
        self.bend = lambda _request, answer: answer()

    def handle_request(self, request):
        answer = self.bend(request, lambda: self.inner.handle_request(request))
        if request.method != "POST" or not answer.is_success:
            return answer
        return self.form(httpx.Response(200, content=answer.read()).json())


@pytest.fixture
def posted():
    return World(around=Posted)


@pytest.mark.parametrize("status", [200, 201, 202])
def test_what_is_made_is_made_whichever_status_says_so(posted, status):
    posted.wire.form = lambda body: httpx.Response(status, json=body)
    posted.applied((MAIL % ANA) + shift_based(weekdays(ANA, BEN)))


@pytest.mark.parametrize(
    "form", [list, lambda items: {"overrides": items}, lambda items: items[0]["override"]]
)
def test_an_override_is_put_back_whichever_form_the_answer_has(posted, form):
    overridden(posted, AHEAD)
    losing(posted)
    posted.wire.form = lambda body: httpx.Response(201, json=form(body))
    assert ended(posted.apply(DAILY, restore_overrides=True)) == {"done"}
    assert spans(posted) == [AHEAD]
