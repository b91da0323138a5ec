"""Screens of accounts, one file per family."""
