"""`pdsync upgrade` edits one schedule: whatever else is written reads as before, or nothing is."""

import pytest
from organisation import ANA, BEN

SUPPORT = f"""\
  support:
    time_zone: Europe/London
    layers:
      - name: Base
        rotate: weekly
        handoff: Mon 09:00
        members: [{ANA}, {BEN}]
        anchor: {{who: {ANA}, at: 2026-01-05}}
"""
ANCHORED = SUPPORT.replace("members: [", "members: &people [")
ALIASED = SUPPORT.replace(f"[{ANA}, {BEN}]", "*people")
OTHER = f"""\
  other:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: *people
        anchor: {{who: {ANA}, at: 2026-01-05}}
"""
POLICY = """\
escalation_policies:
  checkout:
    escalation_rules:
      - escalation_delay_in_minutes: 10m
        targets: *people
"""
TOP = "schedules:\n"


@pytest.fixture
def file(tmp_path):
    return tmp_path / "policies" / "checkout.yaml"


def left_alone(run, write, file, text):
    """Runs the command, which writes nothing; the error that it prints."""
    write(text)
    ended = run("upgrade", "support")
    assert (ended.code, file.read_text(encoding="utf-8")) == (1, text)
    return ended.err.strip()


@pytest.mark.parametrize(
    ("text", "alias"),
    [
        (f"x-a: &people [{ANA}]\n{TOP}{ANCHORED}{OTHER}", 16),
        (f"x-a: &people [{ANA}]\n{TOP}{ANCHORED}{POLICY}", 15),
        (f"x-a: &people [{ANA}, {BEN}]\n{TOP}{ANCHORED}{OTHER}", 16),
    ],
    ids=["another schedule", "a policy", "of the same people, as long as nobody edits them"],
)
def test_an_alias_that_would_fall_back_to_an_earlier_anchor_is_named(run, write, file, text, alias):
    at = text.splitlines()[alias - 1].index("*people") + 1
    assert left_alone(run, write, file, text) == (
        "error: schedule `support` stays as it is: `layers:` at policies/checkout.yaml:5:5 cannot "
        f"be replaced: `*people` at policies/checkout.yaml:{alias}:{at} stands for `&people`, "
        "which is written in the lines that go\n"
        "    = help: write what `*people` stands for in a place that stays, such as "
        "`x-people: &people …` at the top, under a name used once"
    )


def test_an_alias_that_would_stand_for_nothing_is_named(run, write, file):
    assert (
        "`*people` at policies/checkout.yaml:15:18 stands for `&people`, which is written in the "
        "lines that go\n"
    ) in left_alone(run, write, file, TOP + ANCHORED + OTHER)


def test_an_alias_of_all_layers_is_named(run, write, file):
    text = f"{TOP}{SUPPORT.replace('layers:', 'layers: &all')}  other:\n    layers: *all\n"
    error = left_alone(run, write, file, text)
    assert "`*all` at policies/checkout.yaml:11:13 stands for it" in error


@pytest.mark.parametrize(
    ("text", "alias"),
    [
        (f"{TOP}{SUPPORT.replace('support:', 'support: &s')}  other: *s\n", "`*s` at {}:10:10"),
        (
            f"{TOP}{SUPPORT.replace('support:', 'support: &s')}  other:\n    <<: *s\n",
            "`*s` at {}:11:9",
        ),
    ],
    ids=["the whole", "merged into another"],
)
def test_an_alias_of_what_the_layers_are_a_part_of_is_named(run, write, file, text, alias):
    error = left_alone(run, write, file, text)
    named = alias.format("policies/checkout.yaml")
    assert f"{named} stands for it or for what it is a part of, and would change with it" in error


def test_what_is_an_alias_itself_is_written_elsewhere(run, write, file):
    error = left_alone(
        run, write, file, f"{TOP}{SUPPORT.replace('support:', 'a: &s')}  support: *s\n"
    )
    assert "an alias, `*s` at policies/checkout.yaml:10:12, of what is written elsewhere" in error


@pytest.mark.parametrize(
    "text",
    [
        f"x-a: &people [{ANA}, {BEN}]\n{TOP}{ALIASED}",
        f"x-a: &people [{ANA}, {BEN}]\n{TOP}{OTHER}{ANCHORED.replace('&people', '&others')}",
        TOP + SUPPORT.replace("layers:", "layers: &unused"),
        TOP + SUPPORT + OTHER.replace("*people", f"&people [{ANA}]") + POLICY,
    ],
    ids=["inside", "above", "an anchor that nobody refers to", "below"],
)
def test_aliases_that_stand_for_what_they_stood_for_are_no_reason(run, write, text):
    write(text)
    assert run("upgrade", "support").code == 0


def test_a_scalar_that_goes_on_at_the_margin_is_taken_whole(run, write, file):
    odd = '  support:\n    layers:\n      - name: "Base\n layer"  # odd\n'
    text = TOP + SUPPORT.replace("  support:\n", odd).replace(
        "    time_zone: Europe/London\n    layers:\n      - name: Base\n", ""
    )
    write(text + "    time_zone: Europe/London\n    expect: {coverage: always}\n")
    ended = run("upgrade", "support")
    assert ended.code == 0, ended.err
    assert "Comments that go with the layers (1):\n  # odd\n" in ended.out
    assert file.read_text(encoding="utf-8").endswith(
        "    time_zone: Europe/London\n    expect: {coverage: always}\n"
    )


@pytest.mark.parametrize("name", ["'Base '", '"Base\\u200b"', '" B\\ta\\u00adse"'])
def test_the_name_of_a_layer_becomes_one_that_shifts_may_have(run, write, file, name):
    write(TOP + SUPPORT.replace("name: Base", f"name: {name}"))
    assert run("upgrade", "support").code == 0
    assert "      - name: Base\n" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "comments"),
    [
        ('"Ba\\"se " # say "hi"', '  # say "hi"\n'),
        (">-  # in full\n          Base # no comment", "  # in full\n"),
        ("it's  # not 'so'", "  # not 'so'\n"),
    ],
)
def test_no_comment_goes_unsaid(run, write, name, comments):
    write(TOP + SUPPORT.replace("name: Base", f"name: {name}"))
    ended = run("upgrade", "support")
    assert f"Comments that go with the layers (1):\n{comments}" in ended.out


def test_line_ends_marks_and_the_end_of_the_file_stay(run, write, file):
    text = (TOP + SUPPORT + "    # kept\n    expect: {coverage: always}").replace("\n", "\r\n")
    write("")
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert run("upgrade", "support").code == 0
    after = file.read_bytes()
    assert after.startswith(b"\xef\xbb\xbfschedules:\r\n")
    assert after.endswith(b"    # kept\r\n    expect: {coverage: always}")
    assert after.count(b"\n") == after.count(b"\r\n")


def test_nothing_is_left_beside_the_file(run, write, file):
    write(TOP + SUPPORT)
    before = sorted(file.parent.iterdir())
    assert run("upgrade", "support").code == 0
    assert sorted(file.parent.iterdir()) == before
