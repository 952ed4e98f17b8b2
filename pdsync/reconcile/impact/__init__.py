"""Impact of a plan on who is on call."""
