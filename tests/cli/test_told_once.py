"""An apply tells each failure once, and last of all who is on call at once."""

import pytest
from command_line import CHECKOUT

from pdsync.api import Client
from pdsync.cli.terminal.output import Output

ROTA = """\
schedules:
  primary:
    name: Primary
    time_zone: Europe/London
    layers:
      - {rotate: weekly, handoff: Mon 09:00, members: [ana.silva@acme.example]}
  shifts:
    name: Shifts
    time_zone: Europe/London
    rotations:
      - {shifts: 00:00-24:00, members: [ana.silva@acme.example]}
"""
BENS = ROTA.replace("ana.silva", "ben.okafor")
REASON = "a bug in pdsync broke it off"


@pytest.fixture
def failing(run, write, monkeypatch):
    """An apply of which a service cannot be made."""
    write(CHECKOUT)
    send = Client.send

    def broken(self, method, path, body, **options):
        return 1 / 0 if path == "/services" else send(self, method, path, body, **options)

    monkeypatch.setattr(Client, "send", broken)
    return lambda *options: run("apply", "--sandbox", "--yes", *options)


def test_where_the_report_goes_elsewhere_the_reason_stands_there(failing):
    ended = failing()

    assert (ended.code, ended.err.count(REASON), ended.out.count(REASON)) == (1, 0, 1)
    assert ended.err.count("unknown  + service checkout-api") == 1


def test_where_it_stands_below_the_progress_it_is_not_repeated(failing, monkeypatch):
    monkeypatch.setattr(Output, "is_one_place", True)
    ended = failing()

    assert (ended.code, ended.err.count(REASON), ended.out.count(REASON)) == (1, 2, 0)
    assert "checkout-api" not in ended.out[ended.out.index("\nNot complete") :]


def test_beside_json_it_is_told_once_as_well(failing):
    err = failing("--format", "json").err

    assert (err.count("unknown  + service checkout-api"), err.count(REASON)) == (1, 2)


def test_who_is_on_call_at_once_is_said_last(run, write):
    write(ROTA)
    run("apply", "--sandbox", "--yes")
    write(BENS)

    ended = run("apply", "--sandbox", "--yes")

    assert ended.out[ended.out.index("Applied") :] == (
        "Applied: 2 updated.\n\nOn call at once:\n"
        "  Primary   ana.silva@acme.example → ben.okafor@acme.example\n"
        "  Shifts    ana.silva@acme.example → ben.okafor@acme.example, from Mon 2 Mar\n"
        "            12:30 on\n"
    )


def test_where_nobody_changes_nothing_is_said(run, write):
    write(ROTA)

    assert run("apply", "--sandbox", "--yes").last_line == "Applied: 2 created."


def test_what_did_not_take_is_told_although_its_progress_was_done(run, write, monkeypatch):
    monkeypatch.setattr(Output, "is_one_place", True)
    write(CHECKOUT)
    run("apply", "--sandbox", "--yes")
    send = Client.send

    def deaf(self, method, path, body, **options):
        kept = body if method != "PUT" else {"service": {"name": "Checkout API"}}
        return send(self, method, path, kept, **options)

    monkeypatch.setattr(Client, "send", deaf)
    write(CHECKOUT.replace("acknowledgement_timeout: 30m", "acknowledgement_timeout: 1h"))

    ended = run("apply", "--sandbox", "--yes")

    assert (ended.code, ended.err.count("done     ~ service checkout-api")) == (1, 1)
    assert '  failed   ~ service checkout-api  "Checkout API"\n' in ended.out
