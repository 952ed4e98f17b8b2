"""Live schedules as people would write them, each part proved to read back as the same."""
