"""Commands, one module each, discovered by name."""
