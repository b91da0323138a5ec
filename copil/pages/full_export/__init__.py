"""A workspace leaves with everything it holds, and comes back elsewhere: see ``docs/format-export.md``."""
