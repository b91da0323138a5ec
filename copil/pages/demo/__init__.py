"""The demonstration: two workspaces with their people, needs and initiatives, and six finished experiences.

Everything is invented but the six experiences, whose figures are those of the guide they come from.
"""

from copil.pages.demo.loader import accounts, is_loaded, load

__all__ = ["accounts", "is_loaded", "load"]
