"""Rules of governance: plain functions over values, one file per family."""
