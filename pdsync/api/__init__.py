"""The network: the only package that speaks HTTP. It knows paths and JSON, not kinds."""

from pdsync.api._client import Client
from pdsync.api._connection import Connection, connection_from
from pdsync.api._judge import Reply
from pdsync.api._pace import Waiting
from pdsync.api._pages import Get, Listing

__all__ = ["Client", "Connection", "Get", "Listing", "Reply", "Waiting", "connection_from"]
