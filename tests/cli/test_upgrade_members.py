"""`pdsync upgrade` of layers in which members stand several times: a plan proves it the same."""

import pytest

CASE = "cases/field/03-upgrade-refuses-repeated-members"


@pytest.fixture
def layers(shared):
    """The layers of the case, with the first turn on a day of May 2026."""
    text = (shared / CASE / "policies" / "a.yaml").read_text(encoding="utf-8")
    return lambda day: text.replace("2026-05-12T", f"2026-05-{day:02}T")


def upgraded(run, write, text):
    """Applies the layers, upgrades them and plans; what the plan says."""
    write(text)
    assert run("apply", "--sandbox", "--yes").code == 0
    ended = run("upgrade", "concierge")
    assert ended.code == 0, ended.err
    assert "The same people are on call, for ever." in ended.out
    return run("plan", "--sandbox").out


@pytest.mark.parametrize("day", range(4, 19))
def test_whatever_the_phase_the_plan_says_the_same_for_ever(run, write, layers, day):
    assert "the same for ever" in upgraded(run, write, layers(day))


def test_turns_are_written_so_that_they_begin_with_a_week(run, write, layers, tmp_path):
    upgraded(run, write, layers(12))
    text = (tmp_path / "policies" / "checkout.yaml").read_text(encoding="utf-8")
    assert text.partition("rotations:\n")[2].splitlines() == [
        "      - name: Three day stints",
        "        shifts: Mon-Fri 08:00-16:00",
        "        members:",
        "          - ana.silva@acme.example",
        "          - ben.okafor@acme.example",
        "          - chloe.martin@acme.example",
        "        per_member: 3",
        "        anchor: {who: ana.silva@acme.example, at: 2026-01-19}",
    ]


@pytest.mark.parametrize("each", [3, 5])
@pytest.mark.parametrize("window", ["Mon-Fri 08:00-16:00", "Mon-Sat 08:00-16:00"])
def test_turns_of_any_window_and_number_are_proved(run, write, layers, window, each):
    people = [f"{name}@acme.example" for name in ("ana.silva", "ben.okafor")]
    members = ", ".join(one for one in people for _ in range(each))
    lines = [
        f"        members: [{members}]" if "members:" in line else line
        for line in layers(13).replace("Mon-Fri 08:00-16:00", window).splitlines()
    ]
    assert "the same for ever" in upgraded(run, write, "\n".join(lines) + "\n")


def test_turns_that_never_begin_with_a_week_say_where_they_start(run, write, layers, tmp_path):
    people = [f"{name}@acme.example" for name in ("ana.silva", "ben.okafor")]
    members = ", ".join(one for one in people for _ in range(5))
    lines = [
        f"        members: [{members}]" if "members:" in line else line
        for line in layers(13).splitlines()
    ]
    assert "the same for ever" in upgraded(run, write, "\n".join(lines) + "\n")
    text = (tmp_path / "policies" / "checkout.yaml").read_text(encoding="utf-8")
    rule = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    assert f', length: 8h, rrule: "{rule}"}}\n' in text
    assert "per_member: 5\n" in text
