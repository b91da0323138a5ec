"""Messages about who carries an initiative, to those who coordinate a workspace."""

import datetime as dt

from django.conf import settings
from django.urls import reverse

from copil.initiatives.models import CarrierInvitation
from copil.needs.actions.network_needs import tell_coordinators


def tell_invited(invitation: CarrierInvitation, *, told: str, at: dt.datetime) -> None:
    """Write to the coordination of the invited workspace where to answer."""
    if invitation.invited is None:
        return
    arguments = {"workspace": invitation.invited.slug, "pk": invitation.pk}
    address = settings.BASE_URL + reverse("initiatives:invitation", kwargs=arguments)
    said = f"\n\n« {invitation.message} »" if invitation.message else ""
    body = (
        f"Bonjour,\n\n{told}{said}\n\nLa page suivante dit de quoi il s’agit et ce que chacun verra. Vous y "
        f"répondez :\n{address}\n\nSans réponse, rien ne change."
    )
    subject = "Votre espace est invité à porter une démarche"
    tell_coordinators(invitation.invited, subject=subject, body=body, at=at)
