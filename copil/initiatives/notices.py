"""News about who carries an initiative, to those who coordinate a workspace."""

import datetime as dt

from django.urls import reverse

from copil.identity.models import User, Workspace, reference
from copil.initiatives.models import CarrierInvitation, Initiative
from copil.notifications import recipients
from copil.notifications.actions import notify

_CHANGES = {
    "lead_taken": "« {who} » conduit maintenant la démarche « {title} »",
    "carrier_joined": "« {who} » porte maintenant la démarche « {title} » avec vous",
    "carrier_declined": "« {who} » ne portera pas la démarche « {title} »",
    "carrier_left": "« {who} » ne porte plus la démarche « {title} »",
}


def tell_invited(invitation: CarrierInvitation, *, told: str, at: dt.datetime) -> None:
    """Tell the coordination of the invited workspace where to answer."""
    if invitation.invited is None:
        return
    said = f"\n\n« {invitation.message} »" if invitation.message else ""
    notify(
        kind="initiatives.carrier_invited",
        workspace=invitation.invited,
        to=recipients.coordination(invitation.invited),
        title=told.rstrip("."),
        text=(
            f"{told}{said}\n\nLa page de l’invitation dit de quoi il s’agit et ce que chacun verra. Sans "
            "réponse, rien ne change."
        ),
        path=reverse(
            "initiatives:invitation", kwargs={"workspace": invitation.invited.slug, "pk": invitation.pk}
        ),
        label="Voir l’invitation et y répondre",
        at=at,
    )


def tell_change(
    initiative: Initiative,
    verb: str,
    *,
    to: Workspace,
    who: str,
    by: User | None,
    at: dt.datetime,
    why: str = "",
) -> None:
    """Tell the coordination of a workspace what another one did as a carrier."""
    title = _CHANGES[verb].format(who=who, title=initiative.title)
    notify(
        kind="initiatives.carriers_changed",
        workspace=to,
        to=recipients.coordination(to),
        obj=reference(initiative),
        title=title,
        text=f"{title}.\n\n« {why} »" if why else f"{title}.",
        path=reverse("initiatives:carriers", kwargs={"workspace": to.slug, "pk": initiative.pk}),
        label="Voir les porteurs de la démarche",
        by=by,
        at=at,
    )
