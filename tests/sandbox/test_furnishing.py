"""Accounts in tests are what the sandbox would have made."""

from datetime import UTC, datetime

from furnishing import TABLES, planted

from pdsync.sandbox import Account
from pdsync.sandbox.state import account
from pdsync.sandbox.state.seed import plant

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def rows(monkeypatch, filled_by):
    monkeypatch.setattr(account, "plant", filled_by)
    made = Account.open(":memory:", clock=lambda: NOW)
    return {
        table: made.store.db.execute(f"SELECT * FROM {table}").fetchall()
        for table in (*TABLES, "sqlite_sequence")
    }


def test_a_copied_account_is_as_one_that_was_made(monkeypatch):
    assert rows(monkeypatch, planted) == rows(monkeypatch, plant)
