"""Rules of single resources that several modules need."""
