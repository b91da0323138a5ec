"""Measures of quality and speed, on files given by path: `python -m bench FAMILY PATH…`."""
