"""Values that people write: words, names, durations, times, zones. Know no kind."""
