"""French text, the same everywhere: folding for search, keys for sorting."""

from copil.algorithms.text.normalise import fold, name_key

__all__ = ["fold", "name_key"]
