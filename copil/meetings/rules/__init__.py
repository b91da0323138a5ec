"""Rules of meetings, one file per family."""
