"""The verbs of the directory, by what they write."""
