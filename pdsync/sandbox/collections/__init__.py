"""Collections of resources: the habits that all of PagerDuty's share."""
