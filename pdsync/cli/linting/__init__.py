"""What lint compares a configuration with, a revision of git or the account; and its fixes."""
