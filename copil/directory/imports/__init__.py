"""Bring organisations from files."""

from copil.directory.imports.command import Counts, import_organisations

__all__ = ["Counts", "import_organisations"]
