"""Which records of a directory seem to be the same organisation, or the same person."""
