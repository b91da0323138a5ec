"""Forms of governance, one file per family."""
