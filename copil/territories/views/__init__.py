"""Screens of territories."""
