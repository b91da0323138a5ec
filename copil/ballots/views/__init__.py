"""Screens of votes, one file per family."""
