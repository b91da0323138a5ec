"""Erase a person everywhere: what they are, what is theirs, what names them (docs/adr/0022)."""
