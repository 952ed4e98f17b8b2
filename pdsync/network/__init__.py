"""HTTP as everybody who is asked answers it: one request, one bounded answer, trouble in words.

It knows no API. Whoever asks says what to call the other side, and decides about repetitions.
"""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.network._address import checked_address, is_loopback
    from pdsync.network._answers import Http, HttpHolder, WholeAnswer, ask, open_http
    from pdsync.network._headers import amount, html_page, phrase
    from pdsync.network._silence import (
        CONNECT_SECONDS,
        MOST_BYTES,
        READ_SECONDS,
        WHOLE_SECONDS,
        Arrival,
        Peer,
        Silence,
    )
    from pdsync.network._text import clean, masked, printable
    from pdsync.network._waiting import Waiting

__all__ = [
    "CONNECT_SECONDS",
    "MOST_BYTES",
    "READ_SECONDS",
    "WHOLE_SECONDS",
    "Arrival",
    "Http",
    "HttpHolder",
    "Peer",
    "Silence",
    "Waiting",
    "WholeAnswer",
    "amount",
    "ask",
    "checked_address",
    "clean",
    "html_page",
    "is_loopback",
    "masked",
    "open_http",
    "phrase",
    "printable",
]
