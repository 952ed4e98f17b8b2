"""Findings that are told: not what a comment silences, nor what another finding says better."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.lint.sifting.sifted import Sifted, sifted
    from pdsync.lint.sifting.spoken_for import spoken_for

__all__ = ["Sifted", "sifted", "spoken_for"]
