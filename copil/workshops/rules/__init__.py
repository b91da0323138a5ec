"""Rules of working groups: plain functions over values, one file per family."""
