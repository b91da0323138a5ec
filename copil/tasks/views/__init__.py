"""Screens of tasks, one module a family."""
