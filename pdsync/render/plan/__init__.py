"""Plans and their results for people: text and Markdown."""
