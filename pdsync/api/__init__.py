"""PagerDuty's API, which no other package asks. It knows paths and JSON, not kinds."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.api._client import Client
    from pdsync.api._connection import Connection, connection_from
    from pdsync.api._judge import Reply
    from pdsync.api._pages import Get, Listing
    from pdsync.network import Waiting

__all__ = ["Client", "Connection", "Get", "Listing", "Reply", "Waiting", "connection_from"]
