"""What entries say about each other and about the outside is checked with no network."""

import pytest
from source.saying import expected, said

POLICY = """
    escalation_policies:
      shop:
        team: shop
        escalation_rules:
          - {escalation_delay_in_minutes: 15m, targets: [ana@acme.example, night]}
    schedules:
      night:
        time_zone: Etc/UTC
        teams: [shop]
        layers:
          - rotation_virtual_start: 2026-01-05 09:00
            rotation_turn_length_seconds: 1 week
            users: [bo@acme.example]
    """


def with_team(team):
    return {"a.yaml": POLICY, "b.yaml": f"teams:\n  shop: {team}\n"}


def test_a_reference_to_nothing_is_met_with_the_nearest():
    text = """
        schedules: {night: {}}
        escalation_policies:
          a:
            escalation_rules:
              - escalation_delay_in_minutes: 15
                targets: [ana@acme.example, {schedule: nihgt}, night]
        """
    assert said(text) == expected("""
        a.yaml:7:37 unknown-reference: there is no schedule `nihgt` in this configuration
          did you mean `night`?
        """)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("payments-primry", "payments-primary"),
        ("Payments_Primary", "payments-primary"),
        ("paymentsprimary", "payments-primary"),
        ("payroll-primary", None),
        ("payments-tertiary", None),
        ("platform-primary", None),
        ("payments-primary2", None),
    ],
)
def test_the_schedule_of_another_team_is_never_proposed(written, meant):
    schedules = "schedules: {payments-primary: {}, payments-secondary: {}, pay-primary: {}}\n"
    rule = f"{{escalation_delay_in_minutes: 15, targets: [{{schedule: {written}}}]}}"
    lines = said(f"{schedules}escalation_policies: {{a: {{escalation_rules: [{rule}]}}}}\n")
    advice = (
        f"did you mean `{meant}`?"
        if meant
        else f"write {{name: {written}}} if it lives in the account and not in this configuration"
    )
    assert lines.splitlines()[1] == f"  {advice}"


def test_a_wrong_value_hides_no_reference_to_nothing():
    text = """
        escalation_policies:
          a:
            team: plat
            escalation_rules:
              - {escalation_delay_in_minutes: 0m, targets: [ana@acme.example]}
              - {escalation_delay_in_minutes: 5, targets: [{schedule: sched}, zara, no:body]}
        """
    assert said(text) == expected("""
        a.yaml:4:11 unknown-reference: there is no team `plat` in this configuration
          write {name: plat} if it lives in the account and not in this configuration
        a.yaml:6:39 invalid-value: the delay is how long a rule waits before it hands on to the \
next, at least 1 minute; it is not the minute at which the rule is notified
          write 5 on the first rule: that notifies the second rule after 5 minutes
        a.yaml:7:52 unknown-reference: there is no schedule `sched` in this configuration
          write {name: sched} if it lives in the account and not in this configuration
        a.yaml:7:71 unknown-reference: there is no schedule `zara` in this configuration
          write {name: zara} if it lives in the account and not in this configuration
        a.yaml:7:77 unknown-reference: there is no schedule `no:body` in this configuration
          write {name: "no:body"} if it lives in the account and not in this configuration
        """)


def test_a_wrong_value_hides_nothing_that_entries_say_about_each_other():
    text = """
        teams:
          shop: {name: Shop, members: []}
          two: {name: Shop, default_role: boss, description: "x\n[managed by pdsync: acme/b]"}
          three: {name: [], default_role: boss}
          four: {name: [], default_role: boss}
        schedules:
          night:
            teams: [shop]
            time_zone: Mars/Base
            layers: [{members: [ana@acme.example], rotate: weekly}]
        """
    rules = [line.split(" ")[1] for line in said(text).splitlines() if line.startswith("a.yaml")]
    assert rules.count("missing-member:") == 1
    assert rules.count("duplicate-name:") == 1
    assert rules.count("written-mark:") == 1


def test_a_reference_by_name_is_met_with_the_key():
    text = "teams: {plat: {name: Platform}}\nschedules: {a: {teams: [platform]}}\n"
    assert said(text) == expected("""
        a.yaml:2:25 unknown-reference: there is no team `platform` in this configuration
          did you mean `plat`, whose name this is?
        """)


def test_a_reference_to_the_wrong_kind_says_so():
    text = "escalation_policies: {data: {}}\nschedules: {a: {teams: [data]}}\n"
    assert said(text) == expected("""
        a.yaml:2:25 unknown-reference: there is no team `data` in this configuration
          `data` is an escalation policy; a team belongs here
        """)


def test_a_reference_to_what_lives_only_in_the_account_says_how():
    assert said('schedules: {a: {teams: ["Ops, all"]}}\n') == expected("""
        a.yaml:1:25 unknown-reference: there is no team `Ops, all` in this configuration
          write {name: "Ops, all"} if it lives in the account and not in this configuration
        """)


@pytest.mark.parametrize("reference", ["{name: Ops}", "{id: PABCDE}"])
def test_what_lives_in_the_account_is_left_to_the_plan(reference):
    assert said(f"services: {{a: {{escalation_policy: {reference}}}}}\n") == ""


def test_people_and_vendors_are_left_to_the_plan():
    text = "teams: {a: {members: [who@acme.example]}}\n"
    assert said(text + "services: {s: {integrations: {i: {vendor: Who}}}}\n") == ""


def test_an_entry_that_is_broken_can_still_be_referred_to():
    text = "escalation_policies: {p: {num_loops: x}}\nservices: {a: {escalation_policy: p}}\n"
    assert said(text) == expected("""
        a.yaml:1:38 invalid-value: 'x' is not a whole number
          write a number from 0 to 9
        """)


def test_a_reference_below_another_name_of_the_field_has_its_place():
    text = "escalation_policies: {p: {teams: [nobody]}}\n"
    assert said(text) == expected("""
        a.yaml:1:34 unknown-reference: there is no team `nobody` in this configuration
          write {name: nobody} if it lives in the account and not in this configuration
        """)


def test_members_that_pagerduty_adds_must_be_listed():
    assert said(with_team("{members: [ana@acme.example]}")) == expected("""
        b.yaml:2:10 missing-member: PagerDuty adds people to this team who are not listed: bo@acme.example because of the schedule `night`
          add bo@acme.example; or remove `members`, and it is left alone
        """)  # fmt: skip  # noqa: E501 - a message is one line


def test_all_members_that_are_not_listed_are_named_with_the_reason():
    assert said(with_team("{members: []}")) == expected("""
        b.yaml:2:10 missing-member: PagerDuty adds people to this team who are not listed: ana@acme.example because of the escalation policy `shop`, bo@acme.example because of the schedule `night`
          add ana@acme.example, bo@acme.example; or remove `members`, and it is left alone
        """)  # fmt: skip  # noqa: E501 - a message is one line


@pytest.mark.parametrize(
    "team",
    [
        "{}",
        "{members: [Ana@acme.example, {user: bo@acme.example, role: observer}, cy@acme.example]}",
        "{members: [ana@acme.example, {user: {id: PABCDE}}]}",
    ],
)
def test_a_team_that_lists_all_or_none_or_somebody_by_id_is_fine(team):
    assert said(with_team(team)) == ""


def test_a_description_leaves_room_for_the_mark():
    files = {
        "pdsync.yaml": "stack: acme\n",
        "a.yaml": f"teams: {{a: {{description: {'x' * 1000}}}}}\n",
    }
    assert said(files) == expected("""
        a.yaml:1:26 long-description: this is 5 characters too long
          write at most 995: PagerDuty takes 1024, the mark needs 29
        """)


def test_without_a_stack_a_description_may_be_as_long_as_pagerduty_takes():
    assert said(f"teams: {{a: {{description: {'x' * 1024}}}}}\n") == ""


def test_the_mark_is_not_for_people_to_write():
    text = 'teams: {a: {description: "Pays. [managed by pdsync: acme/pay]"}}\n'
    assert said(text) == expected("""
        a.yaml:1:26 written-mark: this ends in a mark of ownership, which pdsync writes by itself
          leave the mark out
        """)


def test_a_file_that_is_missing_whole_costs_no_search_for_each_reference():
    names = "".join(f"  a{n}: {{teams: [nobdy-{n}]}}\n" for n in range(40))
    near = "".join(f"  nobody-{n}: {{}}\n" for n in range(40))
    lines = said({"a.yaml": f"schedules:\n{names}", "b.yaml": f"teams:\n{near}"}).splitlines()
    helped = [line for line in lines if line.startswith("  did you mean")]
    assert (len(lines), len(helped)) == (80, 30)


@pytest.mark.parametrize("word", ["null", "~"])
def test_null_in_quotes_is_no_key_where_null_is_possible(word):
    files = with_team("{}") | {"a.yaml": POLICY.replace("team: shop", f'team: "{word}"')}
    assert said(files) == expected(f"""
        a.yaml:4:11 unknown-reference: there is no team `{word}` in this configuration
          write `null` without quotes if none is meant; write {{name: "{word}"}} if it lives in \
the account and not in this configuration
        """)


def test_null_in_quotes_in_a_list_is_a_key():
    files = with_team("{}") | {"a.yaml": POLICY.replace("[shop]", '["null"]')}
    assert said(files) == expected("""
        a.yaml:10:13 unknown-reference: there is no team `null` in this configuration
          write {name: "null"} if it lives in the account and not in this configuration
        """)
