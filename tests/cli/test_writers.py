"""How many changes are sent at one time: the option, and what pdsync.yaml says of it."""

import httpx
import pytest
import respx

from pdsync.sandbox import Account, Habits, Sandbox, transport

POLICIES = "escalation_policies:\n" + "".join(
    f"  {key}: {{escalation_rules: [{{escalation_delay_in_minutes: 5, "
    "targets: [ana.silva@acme.example]}]}\n"
    for key in "abcdefghij"
)
PINNED = "stack: acme\nsafety: {writers: 2}\n"


def most(ended):
    """The most that the line of progress told of at one time."""
    told = ended.err.split("\r\x1b[2K")
    return max(
        1 + int(line.rpartition("and ")[2].split()[0]) if ", and" in line else 1 for line in told
    )


@pytest.mark.parametrize(
    ("settings", "options", "count"),
    [
        ("stack: acme\n", [], 4),
        ("stack: acme\n", ["--writers", "1"], 1),
        ("stack: acme\n", ["--writers", "8"], 8),
        (PINNED, [], 2),
        (PINNED.replace("2", "6"), [], 6),
        (PINNED, ["--writers", "1"], 1),
    ],
)
def test_so_many_are_under_way_at_one_time(run, write, settings, options, count):
    write(POLICIES, settings=settings)

    ended = run("apply", "--sandbox", "--yes", *options, terminal=True)

    assert (ended.code, most(ended)) == (0, count)


def test_on_a_terminal_the_line_names_the_newest_and_counts_the_others(run, write):
    write(POLICIES)

    ended = run("apply", "--sandbox", "--yes", terminal=True)

    assert "   3/10 \x1b[32m+\x1b[0m escalation policy c, and 2 more\r\x1b[2K" in ended.err


@pytest.mark.parametrize(("most", "what"), [(2, "write 2 or less"), (1, "leave it out")])
def test_more_than_pdsync_yaml_allows_are_refused(run, write, most, what):
    write(POLICIES, settings=f"stack: acme\nsafety: {{writers: {most}}}\n")

    ended = run("apply", "--sandbox", "--yes", "--writers", "3")

    assert (ended.code, ended.out, ended.err) == (
        1,
        "",
        f"error: --writers cannot be '3': pdsync.yaml allows {most}\n"
        f"    = help: {what}, or change `safety: {{writers: {most}}}`\n",
    )


@pytest.mark.parametrize("number", ["0", "9", "many"])
def test_what_is_no_number_of_writers_is_refused(run, write, number):
    write(POLICIES)

    ended = run("apply", "--sandbox", "--yes", "--writers", number)

    assert (ended.code, ended.err) == (
        1,
        f"error: --writers cannot be '{number}'\n    = help: it is a whole number, 1 to 8\n",
    )


@pytest.mark.parametrize("number", ["0", "9"])
def test_so_it_is_in_pdsync_yaml(run, write, number):
    write(POLICIES, settings=PINNED.replace("2", number))

    ended = run("lint")

    assert (ended.code, ended.out) == (
        1,
        f"policies/pdsync.yaml:2:19: error[invalid-value]: '{number}' is out of range\n"
        f"    safety: {{writers: {number}}}\n"
        "                      ^\n"
        "    = help: write a number from 1 to 8\n\n"
        "2 files. 1 error.\n",
    )


@pytest.fixture
def colliding(monkeypatch):
    """An account that refuses the second policy once, as PagerDuty refuses what met another."""
    monkeypatch.setenv("PAGERDUTY_TOKEN", "y_NbAkKc66ryYTWUXYEu")
    account = Account.open(":memory:")
    inner, left = transport(Sandbox(account, Habits(rate_limit=0))), iter([True])

    def answer(request):
        met = request.method == "POST" and b'"name": "b"' in request.read()
        if met and next(left, False):
            return httpx.Response(409, json={"error": {"message": "Version Conflict"}})
        return inner.handle_request(request)

    with respx.mock(base_url="https://api.pagerduty.com") as routes:
        routes.route().mock(side_effect=answer)
        yield
    account.close()


def test_after_a_collision_the_rest_goes_one_at_a_time_and_that_is_said_once(run, write, colliding):
    write(POLICIES)

    ended = run("apply", "--yes", "--format", "json")

    (said,) = [line for line in ended.err.splitlines() if "one at a time" in line]
    sign = "POST /escalation_policies: 409 Version Conflict"
    assert said == f"The rest goes one at a time, since writes may collide: {sign}"
    assert (ended.code, ended.json["collision"], ended.json["summary"]["done"]) == (0, sign, 10)
