"""Two entries never claim one key, name, id or former key."""

from source.saying import expected, said


def test_two_entries_with_one_name_are_shown_with_each_other():
    files = {"a.yaml": "services:\n  a: {name: Shop}\n", "b.yaml": "services: {shop: {}}\n"}
    assert said(files) == expected("""
        b.yaml:1:12 duplicate-name: two entries describe the service 'shop'
          give one of them another name
          a.yaml:2:13: the other one
        """)


def test_names_are_compared_as_pagerduty_does():
    assert said("teams: {a: {name: Data  Team}, b: {name: data team}}\n") == expected("""
        a.yaml:1:42 duplicate-name: two entries describe the team 'data team'
          give one of them another name
          a.yaml:1:19: the other one
        """)


def test_schedules_that_differ_in_case_are_two():
    text = "schedules: {a: {name: Night}, b: {name: night}, c: {name: Night}}\n"
    assert said(text) == expected("""
        a.yaml:1:59 duplicate-name: two entries describe the schedule 'Night'
          give one of them another name
          a.yaml:1:23: the other one
        """)


def test_things_of_two_kinds_may_share_a_name():
    assert said("services: {shop: {}}\nteams: {shop: {}}\n") == ""


def test_integrations_share_a_name_only_across_services():
    text = """
        services:
          a: {integrations: {x: {vendor: Datadog, name: Metrics}}}
          b:
            integrations:
              x: {vendor: Datadog, name: Metrics}
              z: {vendor: Datadog, name: Metrics}
        """
    assert said(text) == expected("""
        a.yaml:7:34 duplicate-name: two entries describe the integration 'Metrics'
          give one of them another name
          a.yaml:6:34: the other one
        """)


def test_an_id_belongs_to_one_entry():
    assert said("teams: {a: {id: PABCDE}, b: {id: PABCDE}}\n") == expected("""
        a.yaml:1:34 duplicate-id: two entries have the id PABCDE
          keep it where it belongs
          a.yaml:1:17: the other one
        """)


def test_a_former_key_belongs_to_one_entry():
    assert said("teams: {a: {was: x}, b: {was: x}}\n") == expected("""
        a.yaml:1:31 invalid-was: two entries say that they were `x`
          keep `was:` on the one that continues it
          a.yaml:1:18: the other one
        """)


def test_a_former_key_is_not_the_present_one():
    assert said("teams: {a: {was: a}}\n") == expected("""
        a.yaml:1:18 invalid-was: `a` is what this team is called now
          remove `was:`
        """)


def test_entries_cannot_have_been_each_other():
    assert said("teams: {a: {was: b}, b: {was: a}}\n") == expected("""
        a.yaml:1:18 invalid-was: the team `b` is still in the configuration
          `was:` is the key that this one had before: remove it, or the other entry
          a.yaml:1:22: the team `b`
        a.yaml:1:31 invalid-was: the team `a` is still in the configuration
          `was:` is the key that this one had before: remove it, or the other entry
          a.yaml:1:9: the team `a`
        """)


def test_an_integration_was_another_of_its_own_service():
    text = """
        services:
          a: {integrations: {x: {vendor: Datadog}}}
          b: {integrations: {w: {vendor: Datadog, was: x}}}
          c: {integrations: {z: {vendor: Datadog, was: x}}}
        """
    assert said(text) == ""
