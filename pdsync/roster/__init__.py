"""Rosters: who is on call by schedules, levels and services. No I/O, no clock of its own.

A roster is one state of things: a configuration, an account, or an account as it will be.
"""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.roster._clocks import zone_of
    from pdsync.roster._past import Past
    from pdsync.roster._roster import UNLISTED, Level, Roster, token
    from pdsync.roster._timeline import Difference, Stretch, differences, timeline
    from pdsync.roster._topic import (
        Topic,
        TopicTeam,
        by_team,
        by_title,
        called,
        found,
        teams_by_title,
    )
    from pdsync.roster._upgrade import Before, NoUpgrade, Upgraded, upgraded
    from pdsync.roster.agenda.answers import (
        Agenda,
        Answer,
        AskedRange,
        LevelAgenda,
        UndecidedTopic,
        answer,
        policy_of,
        schedules_of,
        shifts_of,
    )
    from pdsync.roster.agenda.by_override import ByOverride
    from pdsync.roster.agenda.days import CalendarDay, Frame, days
    from pdsync.roster.agenda.shift_events import ShiftEvent, shift_events
    from pdsync.roster.comparison.affected import Affected, Detail, Moot, OverrideAhead, State
    from pdsync.roster.comparison.compare import Comparison
    from pdsync.roster.comparison.overlay import overlaid
    from pdsync.roster.comparison.view import View
    from pdsync.roster.duties.duties import Duties, Spans
    from pdsync.roster.duties.naming import Identity, Naming, namings
    from pdsync.roster.incident.assumptions import assumed
    from pdsync.roster.incident.incident import (
        Assignment,
        Ending,
        Incident,
        IncidentEvent,
        IncidentStep,
        Simulation,
        Skipped,
        Target,
    )
    from pdsync.roster.incident.response_proof import ResponseProof, ServiceProof
    from pdsync.roster.incident.simulate import simulate
    from pdsync.roster.minutes.path_difference import PathDifference, difference
    from pdsync.roster.minutes.setbacks import SLOWER, Setback, SetbackKind, setbacks
    from pdsync.roster.minutes.timed_path import (
        PLAIN,
        TargetToken,
        TimedLevel,
        TimedPath,
        UrgencyByHours,
        policy_token,
        timed_path,
    )
    from pdsync.roster.report.boards import Board, boards
    from pdsync.roster.report.coverage import Coverage
    from pdsync.roster.report.load import COUNTS, NIGHT, Clocked, Load, loads
    from pdsync.roster.report.overrides import StandIn
    from pdsync.roster.report.service_facts import ServiceFacts
    from pdsync.roster.report.shared_levels import SharedLevels
    from pdsync.roster.report.strain import REST, Strain, strains
    from pdsync.roster.report.survey import (
        Calendar,
        EscalationPath,
        Survey,
        survey,
    )
    from pdsync.roster.report.turns import CalendarTurn
    from pdsync.roster.swaps.begun import HalfSwapped, exchanged
    from pdsync.roster.swaps.colleagues import Colleagues, Duty, TurnCandidate
    from pdsync.roster.swaps.exchange import AskedSwap, NotOneTurn, TurnExchange, TurnsFound
    from pdsync.roster.swaps.proposals import Proposal, TurnAway, proposals, turns_away
    from pdsync.roster.swaps.turns import OnCallHandover, turns_on

__all__ = [
    "COUNTS",
    "NIGHT",
    "PLAIN",
    "REST",
    "SLOWER",
    "UNLISTED",
    "Affected",
    "Agenda",
    "Answer",
    "AskedRange",
    "AskedSwap",
    "Assignment",
    "Before",
    "Board",
    "ByOverride",
    "Calendar",
    "CalendarDay",
    "CalendarTurn",
    "Clocked",
    "Colleagues",
    "Comparison",
    "Coverage",
    "Detail",
    "Difference",
    "Duties",
    "Duty",
    "Ending",
    "EscalationPath",
    "Frame",
    "HalfSwapped",
    "Identity",
    "Incident",
    "IncidentEvent",
    "IncidentStep",
    "Level",
    "LevelAgenda",
    "Load",
    "Moot",
    "Naming",
    "NoUpgrade",
    "NotOneTurn",
    "OnCallHandover",
    "OverrideAhead",
    "Past",
    "PathDifference",
    "Proposal",
    "ResponseProof",
    "Roster",
    "ServiceFacts",
    "ServiceProof",
    "Setback",
    "SetbackKind",
    "SharedLevels",
    "ShiftEvent",
    "Simulation",
    "Skipped",
    "Spans",
    "StandIn",
    "State",
    "Strain",
    "Stretch",
    "Survey",
    "Target",
    "TargetToken",
    "TimedLevel",
    "TimedPath",
    "Topic",
    "TopicTeam",
    "TurnAway",
    "TurnCandidate",
    "TurnExchange",
    "TurnsFound",
    "UndecidedTopic",
    "Upgraded",
    "UrgencyByHours",
    "View",
    "answer",
    "assumed",
    "boards",
    "by_team",
    "by_title",
    "called",
    "days",
    "difference",
    "differences",
    "exchanged",
    "found",
    "loads",
    "namings",
    "overlaid",
    "policy_of",
    "policy_token",
    "proposals",
    "schedules_of",
    "setbacks",
    "shift_events",
    "shifts_of",
    "simulate",
    "strains",
    "survey",
    "teams_by_title",
    "timed_path",
    "timeline",
    "token",
    "turns_away",
    "turns_on",
    "upgraded",
    "zone_of",
]
