"""What `pdsync comment` reads: its text, and the job of a forge that it runs in."""
