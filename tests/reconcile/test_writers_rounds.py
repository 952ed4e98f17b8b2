"""How many requests follow one another in an apply: this, times its latency, is what it takes."""

import pytest
from reconcile.crews import rounds
from reconcile.test_writers import policy, rota, service, text
from reconcile.world import World

ORGANISATION = text(
    schedules=[rota(f"s{number}") for number in range(8)],
    policies=[policy(f"p{number}", f"s{number}") for number in range(8)],
    services=[service(f"v{number}", f"p{number // 10}") for number in range(80)],
)
"""96 creates: 8 schedules, 8 policies that need them, 80 services that need those."""


@pytest.mark.parametrize(
    ("writers", "one_after_another"),
    [
        (1, 1 + 8 + 1 + 8 + 80),
        (4, 1 + 2 + 1 + 2 + 20),
        (6, 1 + 2 + 1 + 1 + 14),
        (8, 1 + 1 + 1 + 1 + 10),
    ],
)
def test_a_first_apply_reads_schedules_twice_and_sends_the_rest_in_rounds(
    writers, one_after_another
):
    assert rounds(World(), ORGANISATION, writers)[0] == one_after_another


def test_several_writers_send_and_read_no_more_than_one():
    asked = {rounds(World(), ORGANISATION, writers)[1] for writers in (1, 4, 8)}
    assert len(asked) == 1
