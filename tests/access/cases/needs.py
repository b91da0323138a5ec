"""Needs, diagnostics, themes, proposals, shared needs and problems."""

import datetime as dt
from collections.abc import Callable

from django.utils import timezone

from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import Workspace, reference
from copil.needs import actions, proposals
from copil.needs.enums import OriginKind
from tests.access.world import World
from tests.factories.directory import OrganisationFactory, PersonFactory
from tests.factories.needs import (
    AntecedentFactory,
    DiagnosticFactory,
    NeedFactory,
    NeedOriginFactory,
    OfferFactory,
    PartnerOpinionFactory,
    PlanLineFactory,
    ProblemSheetFactory,
    SharedNeedFactory,
    ThemeFactory,
)

ORDER = 40
Values = Callable[[World], dict[str, object]]
ALIKE = ("Personne ne veut reprendre la trésorerie du bureau", "Trouver des bénévoles pour le bureau")


def populate(world: World) -> None:
    workspace, by, at = world.workspace, world.users["admin"], timezone.now()
    theme = ThemeFactory.create(workspace=workspace, label=world.text("Gouvernance"))
    diagnostic = DiagnosticFactory.create(
        organisation=world.objects["organisation"], summary=world.text("Une équipe solide")
    )
    need = NeedFactory.create(organisation=diagnostic.organisation, text=world.text("Un local"), theme=theme)
    confirmed = NeedFactory.create(
        organisation=diagnostic.organisation, text=world.text("Un four"), confirmed_on=dt.date(2026, 6, 12)
    )
    archived = NeedFactory.create(organisation=diagnostic.organisation, text=world.text("Un abri"))
    actions.archive_need(need=archived, by=by, at=at)
    second = NeedOriginFactory.create(need=need, kind=OriginKind.DOCUMENT, document=world.text("Étude"))
    alike = [
        NeedFactory.create(
            organisation=OrganisationFactory.create(workspace=workspace, name=world.text(f"Relais {number}")),
            text=world.text(text),
        )
        for number, text in enumerate(ALIKE)
    ]
    world.objects |= {"theme": theme, "diagnostic": diagnostic, "need": need, "confirmed_need": confirmed}
    world.objects |= {"archived_need": archived, "second_origin": second, "alike": alike}
    _populate_shared(world, workspace)


def _populate_shared(world: World, workspace: Workspace) -> None:
    by, at = world.users["admin"], timezone.now()
    shared, other, sheeted, archived = (
        SharedNeedFactory.create(workspace=workspace, title=world.text(title))
        for title in ("Entretenir un vélo cargo", "Ranger", "Peindre", "Réparer un toit")
    )
    held = [
        NeedFactory.create(
            organisation=world.objects["organisation"],
            text=world.text(f"Entretenir un vélo cargo, {number}"),
            shared_need=shared,
        )
        for number in range(2)
    ]
    actions.archive_shared_need(shared_need=archived, by=by, at=at)
    world.objects |= {"shared": shared, "other_shared": other, "archived_shared": archived, "held": held}
    world.objects["sheet"] = ProblemSheetFactory.create(shared_need=sheeted, context=world.text("Ici"))
    _populate_opinions(world)
    world.objects["set_aside"] = actions.set_aside_proposal(
        workspace=workspace,
        sides=[[world.objects["need"]], [held[0]]],
        reason=world.text("Rien à voir"),
        by=by,
        at=at,
    )


def _populate_opinions(world: World) -> None:
    sheet, shared = world.objects["sheet"], world.objects["shared"]
    offer, put_aside = (
        OfferFactory.create(operator=world.objects["organisation"], title=world.text(title))
        for title in ("Prêt de vélos cargo", "Prêt de remorques")
    )
    actions.archive_offer(offer=put_aside, by=world.users["admin"], at=timezone.now())
    actions.sign_check(
        shared_need=shared,
        conclusion="overlap",
        reason=world.text("Même chose"),
        seen=(),
        by=None,
        at=timezone.now(),
    )
    world.objects["plan_line"] = PlanLineFactory.create(
        organisation=world.objects["organisation"], title=world.text("Diagnostic financier")
    )
    world.objects |= {"offer": offer, "archived_offer": put_aside}
    person = PersonFactory.create(workspace=world.workspace, family_name=world.text("Partenaire"))
    opinion = PartnerOpinionFactory.create(sheet=sheet, person=person, until=_later(20))
    AntecedentFactory.create(sheet=sheet, title=world.text("Un essai"))
    world.objects |= {"opinion": opinion, "antecedent": sheet.antecedents.get()}
    world.tokens["opinion"] = links.issue(
        workspace=world.workspace,
        purpose=LinkPurpose.OPINION,
        target=reference(opinion),
        at=timezone.now(),
        lifetime=dt.timedelta(hours=1),
        single_use=False,
    )


def _later(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def _offer(world: World) -> dict[str, object]:
    """An offer as it is typed."""
    operator = world.objects["organisation"].name
    return {"title": "Prêt de tandems", "operator": operator, "kind": "resource", "rhythm": "permanent"}


def _pk(name: str) -> Values:
    return lambda world: {"pk": world.objects[name].pk}


def _version(which: str, /, **values: object) -> Values:
    return lambda world: {"version": world.objects[which].version, **values}


def _signature(world: World) -> dict[str, object]:
    """The proposal of the two needs alike."""
    alike = {need.pk for need in world.objects["alike"]}
    found = proposals.of_workspace(world.workspace).proposals
    return {"signature": next(one.signature for one in found if set(one.needs) == alike)}


def _alike(world: World) -> list[str]:
    return [str(need.pk) for need in world.objects["alike"]]


ARGUMENTS: dict[str, Values] = {
    "needs:needs_export": lambda _: {"file_format": "xlsx"},
    "needs:need": _pk("need"),
    "needs:need_near": _pk("need"),
    "needs:need_edit": _pk("need"),
    "needs:need_confirm": _pk("need"),
    "needs:need_unconfirm": _pk("confirmed_need"),
    "needs:origin_add": _pk("need"),
    "needs:origin_remove": _pk("second_origin"),
    "needs:need_archive": _pk("need"),
    "needs:need_restore": _pk("archived_need"),
    "needs:organisation_panel": _pk("organisation"),
    "needs:diagnostic": _pk("diagnostic"),
    "needs:diagnostic_edit": _pk("diagnostic"),
    "needs:theme_edit": _pk("theme"),
    "needs:proposal_separate": _signature,
    "needs:proposal_set_aside": _signature,
    "needs:set_aside_restore": _pk("set_aside"),
    "needs:shared_need": _pk("shared"),
    "needs:shared_need_edit": _pk("shared"),
    "needs:shared_need_nature": _pk("shared"),
    "needs:shared_need_confirm": _pk("shared"),
    "needs:shared_need_move": _pk("shared"),
    "needs:shared_need_add": _pk("shared"),
    "needs:shared_need_split": _pk("shared"),
    "needs:shared_need_merge": _pk("shared"),
    "needs:shared_need_archive": _pk("shared"),
    "needs:shared_need_restore": _pk("archived_shared"),
    "needs:problem_sheet_create": _pk("shared"),
    "needs:problem_sheet": _pk("sheet"),
    "needs:problem_sheet_edit": _pk("sheet"),
    "needs:problem_sheet_file": lambda world: {**_pk("sheet")(world), "format": "html"},
    "needs:opinion": lambda world: {"token": world.tokens["opinion"]},
    "needs:opinion_ask": _pk("sheet"),
    "needs:opinions_remind": _pk("sheet"),
    "needs:opinion_remind": _pk("opinion"),
    "needs:opinion_close": _pk("opinion"),
    "needs:plan": _pk("organisation"),
    "needs:plan_export": lambda world: {"pk": world.objects["organisation"].pk, "file_format": "ods"},
    "needs:offers_export": lambda _: {"file_format": "csv"},
    "needs:plan_line_create": _pk("organisation"),
    "needs:plan_line_edit": _pk("plan_line"),
    "needs:plan_line_remove": _pk("plan_line"),
    "needs:offer": _pk("offer"),
    "needs:offer_edit": _pk("offer"),
    "needs:offer_archive": _pk("offer"),
    "needs:offer_restore": _pk("archived_offer"),
    "needs:offer_check": _pk("shared"),
    "needs:antecedent_create": _pk("sheet"),
    "needs:antecedent_edit": _pk("antecedent"),
    "needs:antecedent_remove": _pk("antecedent"),
}
DATA: dict[str, Values] = {
    "needs:need_create": lambda world: {
        "organisation": world.objects["organisation"].name,
        "text": "Un second local",
        "kind": "structure",
    },
    "needs:need_edit": lambda world: {
        "organisation": world.objects["organisation"].name,
        "text": "Un grand local",
        "version": world.objects["need"].version,
    },
    "needs:need_confirm": lambda _: {"on": "2026-06-12", "person": "Mireille Nouvelle"},
    "needs:origin_add": lambda _: {"kind": "provider"},
    "needs:diagnostic_create": lambda world: {
        "organisation": world.objects["organisation"].name,
        "kind": "diagnostic",
        "date": "2026-06-12",
        "texts": "Un four\nUn toit",
    },
    "needs:diagnostic_edit": _version("diagnostic", kind="diagnostic", date="2026-06-12"),
    "needs:theme_create": lambda _: {"label": "Locaux"},
    "needs:theme_edit": _version("theme", label="Gouvernance et relève"),
    "needs:proposal_accept": lambda world: {
        "title": "La relève",
        "proposed": _alike(world),
        "needs": _alike(world),
    },
    "needs:proposal_separate": lambda world: {"proposed": _alike(world), "needs": _alike(world)[:1]},
    "needs:proposal_set_aside": lambda world: {"proposed": _alike(world), "reason": "Autre sujet"},
    "needs:shared_need_create": lambda _: {"title": "Se déplacer"},
    "needs:shared_need_edit": _version("shared", title="Entretenir les vélos"),
    "needs:shared_need_nature": _version("shared", nature="common", nature_reason="Ils le demandent"),
    "needs:shared_need_confirm": lambda _: {"on": "2026-06-12"},
    "needs:shared_need_move": lambda _: {"state": "set_aside"},
    "needs:shared_need_add": lambda world: {"needs": _alike(world)},
    "needs:shared_need_split": lambda world: {"needs": [str(world.objects["held"][0].pk)]},
    "needs:shared_need_merge": lambda world: {"other": str(world.objects["other_shared"].pk)},
    "needs:problem_sheet_create": lambda _: {"title": "Entretenir sans atelier"},
    "needs:problem_sheet_edit": _version("sheet", title="Peindre sans échelle"),
    "needs:opinion": lambda _: {"shared": "yes", "complementary": "partly", "interesting": "no"},
    "needs:opinion_ask": lambda _: {
        "person": "Ines Morel",
        "email": "ines@asso.example",
        "until": _later(9).isoformat(),
    },
    "needs:opinion_remind": lambda _: {"until": _later(9).isoformat()},
    "needs:opinions_remind": lambda _: {"until": _later(9).isoformat()},
    "needs:plan_line_create": lambda _: {"title": "Deux journées", "kind": "partner", "state": "planned"},
    "needs:plan_line_edit": _version("plan_line", title="Trois", kind="partner", state="running"),
    "needs:offer_create": _offer,
    "needs:offer_edit": lambda world: {**_offer(world), "version": world.objects["offer"].version},
    "needs:offer_check": lambda world: {
        "conclusion": "complementary",
        "reason": "Autre chose",
        "seen": [str(world.objects["offer"].pk)],
    },
    "needs:antecedent_create": lambda _: {"title": "Un cycle"},
    "needs:antecedent_edit": _version("antecedent", title="Un autre cycle"),
}
