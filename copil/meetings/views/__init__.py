"""Screens of meetings, one file per family."""
