"""Simulated incidents are told in minutes, whatever the seconds at which things happen."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from examples import at_most
from hypothesis import given
from hypothesis import strategies as st

from pdsync.oncall import Override, Span
from pdsync.reconcile import roster_of_config, topics_of_config
from pdsync.render import PLAIN
from pdsync.render.agenda import Names
from pdsync.render.simulation import (
    Asked,
    reach_json,
    reach_text,
    simulation_json,
    simulation_mermaid,
    simulation_text,
)
from pdsync.roster import Incident, ResponseProof, simulate
from pdsync.source import load_texts

POLICY = """\
schedules:
  office:
    time_zone: Etc/UTC
    layers:
      - name: Days
        rotation_virtual_start: 2026-01-05 09:00
        rotation_turn_length_seconds: 1 day
        users: [ana@acme.example, ben@acme.example]
        restrictions: [{start_time_of_day: 09:00, duration_seconds: 8h}]
escalation_policies:
  shop:
    num_loops: LOOPS
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [office]}
      - {escalation_delay_in_minutes: 29m, targets: [OTHERS]}
services:
  cart:
    escalation_policy: shop
    acknowledgement_timeout: ACK
    auto_resolve_timeout: END
"""
SECONDS = re.compile(r"[0-9]:[0-9]{2}:[0-9]{2}|\b[0-9]+ ?s\b|second")
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
ZONE = "Australia/Sydney"


@st.composite
def configurations(draw):
    replaced = {
        "LOOPS": str(draw(st.integers(0, 9))),
        "OTHERS": draw(st.sampled_from(["office", "dee@acme.example", "office, cy@acme.example"])),
        "ACK": str(draw(st.integers(301, 90_000))),
        "END": str(draw(st.integers(301, 900_000))),
    }
    text = POLICY
    for name, value in replaced.items():
        text = text.replace(name, value)
    return text


@at_most(40)
@given(
    configurations(),
    st.integers(0, 7 * 86_400),
    st.none() | st.integers(0, 3000),
    st.integers(0, 90_000),
    st.integers(1, 90_000),
)
def test_no_text_holds_seconds(text, second, ack, begin, length):
    """An override may begin and end at any second."""
    config = load_texts({"policies.yaml": text})
    assert not config.is_broken, config.problems
    start = MONDAY + timedelta(seconds=begin)
    override = Override(start, start + timedelta(seconds=length), "eve@acme.example")
    roster = replace(roster_of_config(config), overrides={"office": [override]})
    (cart,) = [one for one in topics_of_config(config) if one.kind == "service"]
    at = MONDAY + timedelta(seconds=second)
    incident = Incident(at, None, None, None if ack is None else timedelta(minutes=ack))
    course = simulation_json(simulate(roster, cart, incident), cart, incident, ZONE, Names())
    course |= {"source": "policies/", "notes": []}
    range_ = Span(at, at + timedelta(weeks=2))
    proof = ResponseProof(roster, range_.start, range_.end).prove(cart)
    asked = Asked(range_, timedelta(minutes=30))
    every = reach_json([proof], {cart.token: cart}, {cart.token: ZONE}, Names(), asked)
    every |= {"source": "policies/", "complete": True}

    told = [simulation_text(course, PLAIN), simulation_mermaid(course), reach_text(every, PLAIN)]

    assert [SECONDS.findall(one) for one in told] == [[], [], []]
    assert _are_aligned(told[0])


def _are_aligned(text):
    """Return True if the clocks of all steps end below each other, or the dates begin so."""
    found = re.findall(r"^  ([0-9][0-9dhm ]*?)  ( *)(?=[0-9]{2}:|[A-Z])", text, re.MULTILINE)
    return len({len(passed) + len(spaces) for passed, spaces in found}) <= 1
