"""Words of Terraform and of the web page in one configuration: each is told where it stands."""

from shutil import copytree

SAID = """\
policies/a.yaml:4:16: error[invalid-value]: these are people's own arrangements, made in PagerDuty \
and no part of the configuration
        overrides: [{user: ana.silva@acme.example, start: 2026-12-25, end: 2026-12-26}]
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    = help: delete this here: `pdsync override add`, `pdsync swap` and `pdsync cover` make them, \
and plan and apply keep them

policies/a.yaml:5:32: error[invalid-value]: '1 month' is no fixed length: months and years differ
        layers: [{name: L, rotate: 1 month, handoff: 09:00, members: [ana.silva@acme.example]}]
                                   ^^^^^^^
    = help: write `rotate: 4 weeks`; or a rotation for each person with the days of their months, \
as `shifts: {start: 2026-01-01 09:00, length: 1d, rrule: "FREQ=DAILY;BYMONTH=1,4,7,10"}` for the \
first of three, whose turn ends at 09:00 on the first of the next month

policies/a.yaml:8:96: error[invalid-value]: this window is always open
        layers: [{name: L, rotate: daily, handoff: 09:00, members: [ana.silva@acme.example], \
only: 00:00-24:00}]
                                                                                             \
      ^^^^^^^^^^^
    = help: leave `only:` out, or write `only: null`: without windows it is always

policies/a.yaml:12:72: error[invalid-value]: the commas of a rule end it in a list
          - {name: R, shifts: {start: 2026-11-30 09:00, length: 8h, rrule: \
[FREQ=WEEKLY;BYDAY=MO,TU, "EXDATE:20261225T090000Z"]}, members: [ana.silva@acme.example]}
                                                                           \
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    = help: write ["FREQ=WEEKLY;BYDAY=MO,TU", "EXDATE:20261225T090000Z"], in quotes

policies/a.yaml:25:54: error[invalid-value]: 'ana.silva@acme.example' is not a PagerDuty id
                  members: [{type: user_member, user_id: ana.silva@acme.example}]
                                                         ^^^^^^^^^^^^^^^^^^^^^^
    = help: write `ana.silva@acme.example` alone, in place of the mapping

policies/a.yaml:29:30: error[invalid-value]: 'null' is not a length of time
        acknowledgement_timeout: "null"
                                 ^^^^^^
    = help: write null without quotes

2 files. 6 errors.
"""


def test_each_says_what_to_write(run, shared, tmp_path):
    copytree(shared / "cases" / "field" / "09-terraform-words" / "policies", tmp_path / "policies")

    ended = run("lint")

    assert (ended.code, ended.out) == (1, SAID)
