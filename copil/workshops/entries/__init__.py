"""What the search keeps of working groups, one file per family."""
