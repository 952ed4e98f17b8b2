"""The paths of a report: repeats, minutes, urgency, runbooks, and the way to PagerDuty."""

import re

import pytest
from organisation import ACME

from pdsync.api import Connection


@pytest.fixture
def path(html):
    """The path of the shop's policy as a page shows it."""

    def path(*options):
        return (
            html(*options).split('<article id="escalation_policy-shop"')[1].split("</article>")[0]
        )

    return path


def words(markup):
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "Over after 25m; how often it repeats ( num_loops: ) is not written."),
        ("num_loops: 0", "It does not repeat: given up after 25m."),
        ("num_loops: 1", "Then again from level 1, once: given up after 50m."),
        ("num_loops: 3", "Then again from level 1, 3 times: given up after 1h 40m."),
    ],
)
def test_it_says_how_often_it_repeats_and_when_it_is_given_up(write, path, written, told):
    write(ACME.replace("    name: Shop\n", f"    name: Shop\n    {written}\n"))

    assert words(path()).endswith(told)


HOURS = """{time_zone: Europe/London, start_time: 09:00, end_time: 17:00, \
days_of_week: [1, 2, 3]}"""


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "cart"),
        ("incident_urgency_rule: low", "cart low urgency"),
        ("severity: critical", "cart critical severity"),
        ("incident_urgency_rule: severity_based", "cart urgency by severity"),
        (
            "incident_urgency_rule: {during_support_hours: high, outside_support_hours: low}\n"
            f"    support_hours: {HOURS}",
            "cart high urgency in support hours, low urgency outside",
        ),
        ("status: disabled", "cart disabled: it makes no incidents"),
        ("runbook: https://wiki.acme.example/a?b&c", "cart runbook"),
    ],
)
def test_a_service_says_how_urgent_it_is_and_what_to_do(write, path, written, told):
    write(ACME.replace("    name: Cart\n", f"    name: Cart\n    {written}\n"))

    services = path().split('class="services"')[1].split("</ul>")[0]
    assert words(services.partition(">")[2]) == told


def test_a_runbook_on_the_web_is_a_link_and_a_file_is_none(write, path, tmp_path):
    runbook = "    name: Cart\n    runbook: {}\n"
    write(ACME.replace("    name: Cart\n", runbook.format("https://wiki.acme.example/a?b&c")))
    link = '<a href="https://wiki.acme.example/a?b&amp;c" rel="noreferrer" '
    assert f'{link}aria-label="Runbook of cart">runbook</a>' in path()

    (tmp_path / ".git").mkdir()
    (tmp_path / "policies" / "cart.md").write_text("# Cart\n", encoding="utf-8")
    write(ACME.replace("    name: Cart\n", runbook.format("cart.md")))
    assert "runbook: <code>cart.md</code>" in path()


def test_of_an_account_it_leads_to_the_pages_of_pagerduty(write, run, path, monkeypatch):
    monkeypatch.setattr(Connection, "has_pages", True)  # as those of a sandbox do not
    write(ACME.replace("    name: Cart\n", "    name: Cart\n    severity: high\n"))
    assert run("apply", "--yes", "--sandbox").code == 0
    found = path("--live", "--sandbox")

    links = re.findall(
        r'href="(https:[^"]*/)[A-Z0-9]+" rel="noreferrer" aria-label="([^"]*)"', found
    )
    assert links == [
        ("https://acme.pagerduty.com/escalation_policies/", "shop in PagerDuty"),
        ("https://acme.pagerduty.com/service-directory/", "cart in PagerDuty"),
    ]
    assert "high severity · high urgency" in words(found)
    assert words(found).endswith("It does not repeat: given up after 25m.")


def test_of_a_sandbox_it_leads_nowhere(write, run, path):
    write(ACME)
    assert run("apply", "--yes", "--sandbox").code == 0

    assert "https:" not in path("--live", "--sandbox")


def test_the_yaml_alone_leads_nowhere(write, path):
    write(ACME)

    assert "https:" not in path()
