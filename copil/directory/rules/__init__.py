"""Rules of the directory: plain functions over values."""
