"""Documents of working groups, as blocks, one file per family."""
