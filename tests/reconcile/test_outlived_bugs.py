"""An error that nobody foresaw, inside one change: the report of the others stands."""

from reconcile.wire import is_write
from reconcile.world import results


def breaking(path):
    """PagerDuty does what it is asked, and what comes of it meets a bug."""

    def bend(request, answer):
        answered = answer()
        if is_write(request, path):
            raise KeyError("id")
        return answered

    return bend


BROKE_OFF = "a bug in pdsync broke it off (PDSYNC_DEBUG=1 shows the details, for a bug report)"


ONE_SERVICE = """\
teams: {web: {}}
escalation_policies:
  shop:
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [ana.silva@acme.example]}
services:
  shop: {name: Shop, escalation_policy: shop}
"""


def test_an_error_that_nobody_foresaw_leaves_the_report_of_all_others(bent):
    def gone(request, answer):
        if is_write(request, "/escalation_policies"):
            raise KeyError("id")
        return answer()

    bent.wire.bend = gone
    assert results(bent.apply(ONE_SERVICE)) == {
        ("team", "web"): ("done", None),
        ("escalation_policy", "shop"): ("unknown", BROKE_OFF),
        ("service", "shop"): ("skipped", "it needs escalation policy `shop`, which is unknown"),
    }


def test_what_took_effect_all_the_same_is_done(bent):
    bent.wire.bend = breaking("/services")
    assert results(bent.apply(ONE_SERVICE))["service", "shop"] == ("done", None)


def test_whoever_reports_a_bug_that_a_run_outlives_is_told_of_it(bent):
    bent.wire.bend = breaking("/services")
    told = []
    bent.apply(ONE_SERVICE, unforeseen=told.append)
    assert [repr(one) for one in told] == ["KeyError('id')"]
