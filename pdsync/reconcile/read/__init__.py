"""Reading of the account: lists, details, schedules. Sends nothing that writes."""
