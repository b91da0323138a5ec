"""Screens that need several apps, one module a screen."""
