"""Minutes of escalation paths: when each level is reached, and what a plan changes of that."""
