"""The way back as the command line is told of it: to which revision, past which commits."""
