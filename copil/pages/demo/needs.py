"""Themes, diagnostics and needs of the demonstration."""

import datetime as dt

from copil.core.text import name_key
from copil.identity.models import reference
from copil.journal import actions as journal
from copil.needs import actions
from copil.needs.models import Diagnostic, Need, NeedOrigin, SharedNeed, Theme
from copil.pages.demo.source import Cast, Row, morning, read


def load_themes(cast: Cast) -> None:
    """Create the two levels of themes in each workspace that has needs."""
    rows: list[Row] = read("needs")["themes"]
    for slug in {organisation.workspace.slug for organisation in cast.organisations.values()}:
        for row in rows:
            parent = _theme(cast, slug, row, None)
            for child in row.get("children", ()):
                _theme(cast, slug, child, parent)


def _theme(cast: Cast, slug: str, row: Row, parent: Theme | None) -> Theme:
    theme = Theme.objects.create(
        workspace=cast.workspaces[slug],
        label=row["label"],
        label_key=name_key(row["label"])[:140],
        code=row["code"],
        parent=parent,
    )
    cast.themes[slug, row["code"]] = theme
    return theme


def load_diagnostics(cast: Cast) -> None:
    """Create the diagnostics, each with its line in the journal."""
    for row in read("diagnostics")["diagnostics"]:
        organisation = cast.organisations[row["organisation"]]
        diagnostic = Diagnostic.objects.create(
            workspace=organisation.workspace,
            organisation=organisation,
            kind=row.get("kind", "diagnostic"),
            date=row["date"],
            led_by=cast.people[row["led_by"]] if row.get("led_by") else None,
            summary=row.get("summary", ""),
            created_at=morning(row["date"]),
        )
        cast.diagnostics[row["ref"]] = diagnostic
        journal.record(
            by=diagnostic.led_by.user if diagnostic.led_by else None,
            at=morning(row["date"]),
            workspace=organisation.workspace,
            verb="create",
            obj=reference(diagnostic),
            label=str(diagnostic),
        )


def load_needs(cast: Cast) -> None:
    """Create the needs with their origins, then those a person has already brought together."""
    content = read("needs")
    origins: list[NeedOrigin] = []
    for row in content["needs"]:
        organisation = cast.organisations[row["organisation"]]
        heard_on = min((origin["date"] for origin in row["origins"] if origin.get("date")), default=None)
        need = Need(
            workspace=organisation.workspace,
            organisation=organisation,
            text=row["text"].strip(),
            theme=cast.themes.get((organisation.workspace.slug, row.get("theme", ""))),
            confirmed_on=row.get("confirmed_on"),
            confirmed_by=cast.people[row["confirmed_by"]] if row.get("confirmed_by") else None,
            created_at=morning(heard_on or dt.date(2026, 9, 1)),
        )
        cast.needs[row["ref"]] = need
        origins += [_origin(cast, need, origin) for origin in row["origins"]]
    Need.objects.bulk_create(cast.needs.values())
    NeedOrigin.objects.bulk_create(origins)
    for row in content["shared_needs"]:
        _load_shared(cast, row)
    for row in content["set_aside"]:
        actions.set_aside_proposal(
            workspace=cast.workspaces[row["workspace"]],
            sides=[[cast.needs[ref]] for ref in row["needs"]],
            reason=row["reason"].strip(),
            by=cast.user(row["by"]),
            at=morning(cast.written_for - dt.timedelta(days=10)),
        )


def _origin(cast: Cast, need: Need, row: Row) -> NeedOrigin:
    return NeedOrigin(
        workspace=need.workspace,
        need=need,
        kind=row["kind"],
        date=row.get("date"),
        person=cast.people[row["person"]] if row.get("person") else None,
        diagnostic=cast.diagnostics[row["diagnostic"]] if row.get("diagnostic") else None,
        document=row.get("document", ""),
    )


def _load_shared(cast: Cast, row: Row) -> None:
    needs = [cast.needs[ref] for ref in row["needs"]]
    at = morning(row.get("confirmed_on") or max(need.created_at.date() for need in needs))
    shared = SharedNeed.objects.create(
        workspace=cast.workspaces[row["workspace"]],
        title=row["title"],
        summary=row.get("summary", "").strip(),
        nature=row.get("nature", ""),
        nature_reason=row.get("nature_reason", "").strip(),
        state=row.get("state", "accepted"),
        confirmed_on=row.get("confirmed_on"),
        created_at=at,
    )
    Need.objects.filter(pk__in=[need.pk for need in needs]).update(shared_need=shared)
    cast.shared_needs[row["ref"]] = shared
    journal.record(
        by=cast.user(row.get("by")),
        at=at,
        workspace=shared.workspace,
        verb="confirm" if shared.confirmed_on else "accept",
        obj=reference(shared),
        label=shared.title,
        changes={"needs": len(needs)},
    )
