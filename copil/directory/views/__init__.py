"""Screens of the directory, by what they show."""
