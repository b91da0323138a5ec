"""The console command ``copil``."""

from copil.cli.entry import main

__all__ = ["main"]
