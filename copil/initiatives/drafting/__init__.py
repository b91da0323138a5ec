"""A method being edited: its places, what moves in it, what differs between two. Pure Python, no database."""
