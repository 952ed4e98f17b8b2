"""Applying of a plan: sends its calls and reads back what came of them."""
