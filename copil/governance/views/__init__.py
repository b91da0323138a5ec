"""Screens of governance, one file per family."""
