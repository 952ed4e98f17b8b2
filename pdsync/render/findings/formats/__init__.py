"""Formats of what lint found, each a module `as_<name>` with `written`, found by being here."""
