"""Swaps and cover as the command line is told of them: people, dates, choices of a file."""
