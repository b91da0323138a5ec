"""What a common plan is made of: its actions taken from sheets, their likeness, where they come from."""
