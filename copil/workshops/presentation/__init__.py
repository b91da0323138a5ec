"""What the screens of working groups show, one file per family."""
