"""What lint compares a configuration with: a revision of git, and the account."""
