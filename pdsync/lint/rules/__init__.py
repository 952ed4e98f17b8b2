"""The rules of lint: one module each, found by being here."""
