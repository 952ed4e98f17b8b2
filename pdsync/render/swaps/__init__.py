"""Swaps and cover of turns, as JSON and text."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.render.swaps.as_json import SwapWords, cover_json, exchange_json
    from pdsync.render.swaps.overrides import (
        PLANNED,
        counted_sent,
        double_json,
        double_lines,
        planned_json,
        sent_json,
        sent_lines,
    )
    from pdsync.render.swaps.text import cover_text, exchange_text, exchange_words, stretch_words

__all__ = [
    "PLANNED",
    "SwapWords",
    "counted_sent",
    "cover_json",
    "cover_text",
    "double_json",
    "double_lines",
    "exchange_json",
    "exchange_text",
    "exchange_words",
    "planned_json",
    "sent_json",
    "sent_lines",
    "stretch_words",
]
