"""What working groups keep, one file per family."""

from copil.workshops.models.allocations import Allocation, Place, PlaceTie
from copil.workshops.models.groups import GroupMember, GroupSession, WorkingGroup

__all__ = ["Allocation", "GroupMember", "GroupSession", "Place", "PlaceTie", "WorkingGroup"]
