"""Evidence found in working groups, one file per family."""
