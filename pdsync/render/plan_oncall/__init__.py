"""On-call changes of a plan, as JSON and as text."""
