"""Planning: wanted and live into changes and their calls."""
