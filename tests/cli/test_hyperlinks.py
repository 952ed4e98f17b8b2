"""Names in a plan lead to the pages of the account, on a terminal that shows links."""

import re

import pytest
from command_line import CHECKOUT, the_account

from pdsync.api import Connection
from pdsync.cli.terminal.hyperlinks import shows_links

LINK = re.compile(r"\x1b\]8;;([^\x1b]*)\x1b\\(.*?)\x1b\]8;;\x1b\\")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
CHANGED = CHECKOUT.replace("30m", "20m") + "  new: {name: New, escalation_policy: checkout}\n"


@pytest.fixture
def with_pages(monkeypatch):
    """Have the account be PagerDuty's own: that of a sandbox is on no web."""
    monkeypatch.setattr(Connection, "has_pages", True)


@pytest.fixture(autouse=True)
def _an_account_and_a_change(run, write):
    write(CHECKOUT)
    assert run("apply", "--sandbox", "--yes").code == 0
    write(CHANGED)


@pytest.fixture
def at_terminal(run, monkeypatch):
    def at_terminal(*args, **environment):
        for name, value in {"TERM": "xterm-256color", **environment}.items():
            monkeypatch.setenv(name, value)
        return run("plan", "--sandbox", *args, terminal=True).out

    return at_terminal


@pytest.mark.usefixtures("with_pages")
def test_the_name_of_what_exists_leads_to_its_page(at_terminal):
    with the_account() as world:
        page = world.named("service", "services", "Checkout API")["html_url"]

    assert LINK.findall(at_terminal(TERM="xterm-kitty")) == [
        (page, 'service checkout-api  "Checkout API"')
    ]


def test_a_sandbox_has_no_pages_to_lead_to(at_terminal, run):
    assert LINK.findall(at_terminal(TERM="xterm-kitty")) == []
    assert "](http" not in run("plan", "--sandbox", "--format", "markdown").out
    assert run("plan", "--sandbox", "--format", "json").json["site"] is None


@pytest.mark.usefixtures("with_pages")
def test_nothing_else_of_the_text_is_another(at_terminal):
    linked, plain = at_terminal(TERM="xterm-kitty"), at_terminal()

    assert LINK.sub(r"\2", linked) == plain
    assert "\x1b]8" not in plain


@pytest.mark.parametrize(
    "environment",
    [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"FORCE_HYPERLINK": "0"}, {"FORCE_HYPERLINK": "false"}],
)
def test_there_are_none_where_they_are_not_wanted(at_terminal, environment):
    assert "\x1b]8" not in at_terminal(**{"WT_SESSION": "1", **environment})


def test_there_are_none_without_colour(at_terminal):
    assert "\x1b]8" not in at_terminal("--no-color", FORCE_HYPERLINK="1")


def test_there_are_none_in_a_pipe_whatever_is_forced(run, monkeypatch):
    monkeypatch.setenv("FORCE_HYPERLINK", "1")

    assert "\x1b" not in run("plan", "--sandbox").out


@pytest.mark.usefixtures("with_pages")
def test_a_name_cannot_end_its_link(run, write, at_terminal):
    write(CHECKOUT.replace("name: Checkout API", 'name: "Checkout\\x1b\\\\ \\a API"'))

    said = at_terminal(FORCE_HYPERLINK="1")

    assert "\x1b" not in COLOUR.sub("", LINK.sub("", said))


@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({}, False),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "alacritty"}, True),
        ({"TERM_PROGRAM": "iTerm.app"}, True),
        ({"TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"VTE_VERSION": "7200"}, True),
        ({"VTE_VERSION": "4900"}, False),
        ({"VTE_VERSION": "new"}, False),
        ({"KONSOLE_VERSION": "220401"}, True),
        ({"FORCE_HYPERLINK": "1"}, True),
        ({"TERM": "xterm-kitty", "FORCE_HYPERLINK": "0"}, False),
    ],
)
def test_a_terminal_is_known_by_its_environment(environment, shown):
    assert shows_links(environment) is shown
