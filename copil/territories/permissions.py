"""Who may change the territories: they are the same for every workspace."""

from copil.identity.models import User


def can_load_perimeters(user: User) -> bool:
    """Only whoever runs the installation."""
    return user.is_operator
