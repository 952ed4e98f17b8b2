"""Terminal, files and exit codes: what a command writes and how it ends."""
