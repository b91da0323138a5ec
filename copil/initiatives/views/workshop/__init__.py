"""Screens of the method workshop, one module per gesture."""
