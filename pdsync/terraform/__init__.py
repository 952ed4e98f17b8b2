"""Terraform's state: what a dump takes over of it, and what Terraform is to forget. Pure."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.terraform.destinies import Destiny, Moved
    from pdsync.terraform.move import Move, move, wish_for, with_removed
    from pdsync.terraform.reading import read_state
    from pdsync.terraform.removed import FILE as REMOVED
    from pdsync.terraform.state import TerraformState, Tracked

__all__ = [
    "REMOVED",
    "Destiny",
    "Move",
    "Moved",
    "TerraformState",
    "Tracked",
    "move",
    "read_state",
    "wish_for",
    "with_removed",
]
