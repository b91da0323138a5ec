"""Forms of meetings, one file per family."""
