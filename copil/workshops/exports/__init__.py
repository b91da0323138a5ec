"""Spreadsheets of working groups, one file per family."""
