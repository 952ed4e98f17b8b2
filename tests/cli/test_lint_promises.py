"""How far promises are proved: the last line of `pdsync lint`, and each in its JSON."""

PROMISED = """\
schedules:
  web:
    time_zone: Europe/London
    layers: [{rotate: weekly, handoff: Mon 09:00, members: [a@b.c, b@b.c], only: Mon-Fri}]
    expect: {coverage: Mon-Fri, max_consecutive: 1 week}
  other:
    time_zone: Europe/London
    layers: [{rotate: weekly, handoff: Mon 09:00}]
    expect: {coverage: always}
"""


def test_the_last_line_says_how_far_promises_are_proved(run, write):
    write(PROMISED)
    ended = run("lint")
    counts = {"for_ever": 2, "for_12_months": 0, "broken": 0, "unproved": 1}
    assert (ended.last_line, run("lint", "--format", "json").json["promises"]) == (
        "2 files: 2 schedules. 3 promises: 2 kept for ever, 1 not proved. 1 info.",
        counts,
    )


ELSEWHERE = """\
  far:
    time_zone: Asia/Tokyo
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [a@b.c, b@b.c]
        anchor: {who: a@b.c, at: 2026-01-05}
    expect: {not_with: [near], min_rest: 36h}
  near:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 00:00
        members: [b@b.c, c@b.c]
        only: Mon-Fri 09:00-17:00
        anchor: {who: b@b.c, at: 2026-01-05}
    expect: {not_with: [far], max_consecutive: 8h}
"""


def test_the_json_lists_each_promise_with_how_far_it_is_proved(run, write):
    write(PROMISED + ELSEWHERE)
    found = run("lint", "--format", "json").json["promised"]
    assert [(*one.values(),) for one in found] == [
        ("schedule", "web", "coverage", "kept", None),
        ("schedule", "web", "max_consecutive", "kept", None),
        ("schedule", "other", "coverage", "unproved", None),
        ("schedule", "far", "min_rest", "kept", None),
        ("schedule", "far", "not_with", "kept", "2027-03-02T12:00:00Z"),
        ("schedule", "near", "max_consecutive", "kept", None),
        ("schedule", "near", "not_with", "kept", "2027-03-02T12:00:00Z"),
    ]
