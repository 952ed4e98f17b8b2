"""Names that change hands within one plan. Pure."""
