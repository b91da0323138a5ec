"""Kinds and states of working groups, one file per family."""
