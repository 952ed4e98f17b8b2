"""Engine: says who is on call by layers or shifts, now and for all time. No I/O, no clock.

All instants are aware datetimes, those that come out in UTC; "wall" is what the clocks of the
schedule's zone show. Turns, windows and hand-offs follow the wall.
"""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.oncall._choices import (
        LIKELIEST,
        BeforeFirstTurn,
        Choices,
        LeftOut,
        OddTime,
        ShiftEnd,
        Touching,
        WindowEnd,
    )
    from pdsync.oncall._schedule import Layer, Override, Schedule, Shift, Span, Window
    from pdsync.oncall._shift_based import (
        CustomShift,
        Event,
        Rotation,
        ShiftOverride,
        ShiftSchedule,
    )
    from pdsync.oncall._zones import on_other_clocks, time_zones
    from pdsync.oncall.convert.layer import MOST_MEMBERS, MOST_ROTATIONS
    from pdsync.oncall.convert.schedule import MOST_AHEAD, Converted, as_shifts, layer_as_rotation
    from pdsync.oncall.final.held_turns import HeldTurn, held_turns
    from pdsync.oncall.final.schedule import AnySchedule, final_shifts, people_at
    from pdsync.oncall.proofs.coverage import (
        Proof,
        coverage_proof,
        lost_cover,
        weekly_gaps,
    )
    from pdsync.oncall.proofs.equivalence import Sameness, same_for_ever
    from pdsync.oncall.proofs.for_ever import Breach, Looked, Looking, OnCallRange
    from pdsync.oncall.proofs.layer_checks import Sliver, hidden_for_ever, never_on_call, sliver
    from pdsync.oncall.recurrence.lines import left_out_dates
    from pdsync.oncall.recurrence.rule import NotARule, RecurrenceRule, read_rule
    from pdsync.oncall.recurrence.text import (
        DAYS,
        in_its_spelling,
        is_rule,
        rule_line,
        rule_parts,
        rule_text,
        rule_without,
        week_days,
        without_left_out,
    )
    from pdsync.oncall.whose_turn.departure import event_without, layer_without
    from pdsync.oncall.whose_turn.rebase import (
        Turn,
        coming_turn,
        handed_over,
        latest_on_the_wall,
        rebase,
        turn_at,
        turn_of,
        wall_second,
    )
    from pdsync.oncall.whose_turn.succession import (
        begun_by,
        begun_in_range,
        next_turn,
        shift_at,
        shift_starts,
        taken_over,
        turn_start,
        with_shift,
    )
    from pdsync.oncall.whose_turn.successor import successor
    from pdsync.oncall.whose_turn.turns_back import turns_back

__all__ = [
    "DAYS",
    "LIKELIEST",
    "MOST_AHEAD",
    "MOST_MEMBERS",
    "MOST_ROTATIONS",
    "AnySchedule",
    "BeforeFirstTurn",
    "Breach",
    "Choices",
    "Converted",
    "CustomShift",
    "Event",
    "HeldTurn",
    "Layer",
    "LeftOut",
    "Looked",
    "Looking",
    "NotARule",
    "OddTime",
    "OnCallRange",
    "Override",
    "Proof",
    "RecurrenceRule",
    "Rotation",
    "Sameness",
    "Schedule",
    "Shift",
    "ShiftEnd",
    "ShiftOverride",
    "ShiftSchedule",
    "Sliver",
    "Span",
    "Touching",
    "Turn",
    "Window",
    "WindowEnd",
    "as_shifts",
    "begun_by",
    "begun_in_range",
    "coming_turn",
    "coverage_proof",
    "event_without",
    "final_shifts",
    "handed_over",
    "held_turns",
    "hidden_for_ever",
    "in_its_spelling",
    "is_rule",
    "latest_on_the_wall",
    "layer_as_rotation",
    "layer_without",
    "left_out_dates",
    "lost_cover",
    "never_on_call",
    "next_turn",
    "on_other_clocks",
    "people_at",
    "read_rule",
    "rebase",
    "rule_line",
    "rule_parts",
    "rule_text",
    "rule_without",
    "same_for_ever",
    "shift_at",
    "shift_starts",
    "sliver",
    "successor",
    "taken_over",
    "time_zones",
    "turn_at",
    "turn_of",
    "turn_start",
    "turns_back",
    "wall_second",
    "week_days",
    "weekly_gaps",
    "with_shift",
    "without_left_out",
]
