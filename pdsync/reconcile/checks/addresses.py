"""Addresses of integrations that read e-mail of another account than the token's. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Diagnostic, error
from pdsync.kinds import account_of_address
from pdsync.reconcile.plan.judging import Judging


def addresses_elsewhere(judging: Judging) -> Iterator[Diagnostic]:
    """An error for each that the plan would send: PagerDuty refuses it."""
    ours = judging.snapshot.subdomain
    for entry in judging.config.of("integration"):
        account = account_of_address(entry.resource)
        if ours and account and account != ours and judging.change(entry):
            yield error(
                "other-account",
                f"this address is of the account `{account}`, and this token is for `{ours}`",
                help=f"write one that ends with @{ours}.pagerduty.com",
                place=entry.places.value(("integration_email",)),
            )
