"""Screens of initiatives, one module an aggregate."""
