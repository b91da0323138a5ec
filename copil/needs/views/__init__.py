"""Screens of needs, by what they show."""
