"""A rich document, as an app would build it: every kind of block, the characters that cause trouble."""

import datetime

from copil.documents.blocks import (
    Break,
    BulletList,
    Document,
    Facts,
    Figure,
    Heading,
    Item,
    NumberedList,
    Paragraph,
    Quote,
    Run,
    Signatures,
    Table,
)
from copil.documents.markdown import from_markdown

TYPED = """Le besoin vient de **onze structures** du bassin, dont *La Fabrique du Pont* : chacune cherche
des bénévoles qu'elle ne trouve plus. Voir [l’enquête](https://marne-solidaire.example/enquete?a=1&b=2).

- Recruter ensemble
  1. Écrire une annonce commune
  2. La diffuser à 9 h 30, le lundi
- Former les tuteurs
"""

CHART = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 96" font-family="Atkinson Hyperlegible"
 font-size="11" fill="#241a23">
<g fill="#75205f"><rect x="92" y="8" width="180" height="16"/><rect x="92" y="36" width="120" height="16"/>
<rect x="92" y="64" width="60" height="16"/></g>
<path d="M92 2V90" stroke="#8b7f87" stroke-width="1"/>
<g text-anchor="end"><text x="86" y="20">Recrutement</text><text x="86" y="48">Mobilité</text>
<text x="86" y="76">Logement</text></g>
<text x="278" y="20">9</text><text x="218" y="48">6</text><text x="158" y="76">3</text></svg>"""


def budget() -> Table:
    """A table with figures, a total and a cell of two lines."""
    return Table(
        header=["Poste", "Prévu", "Acquis", "Financeur"],
        rows=[
            ["Animation, 62 jours", "18\u202f600\u00a0€", "14\u00a0400\u00a0€", "DDETS du Val-de-Marne"],
            [
                [Run("Salles et "), Run("matériel", italic=True)],
                "4\u00a0700\u00a0€",
                "4\u00a0700\u00a0€",
                "Ville de Charenton-le-Pont\nVille de Saint-Maurice",
            ],
            ["Évaluation", "5\u00a0200\u00a0€", "5\u00a0200\u00a0€", ""],
        ],
        caption="Plan de financement au 6 octobre 2026",
        numeric=[1, 2],
        widths=[3, 1.4, 1.4, 3],
        total=["Total", "28\u00a0500\u00a0€", "24\u00a0300\u00a0€", ""],
        row_headers=True,
    )


def sample() -> Document:
    """The rich document of the tests."""
    return Document(
        title="Agir ensemble pour l’emploi à Charenton-le-Pont et Saint-Maurice",
        subtitle="Fiche de présentation de la démarche",
        kicker="Ingénierie collective",
        organisation="Réseau Marne Solidaire",
        author="Nadia Benhaddou",
        date=datetime.date(2026, 10, 6),
        footer="Fiche F-2026-031",
        blocks=[
            Heading(1, "La démarche en bref"),
            Facts(
                [
                    ("Territoire", "Charenton-le-Pont, Saint-Maurice et Joinville-le-Pont (Val-de-Marne)"),
                    ("Portage", [Run("Réseau Marne Solidaire", bold=True), Run(", avec la Ville")]),
                    ("Personnes concernées par l’expérimentation", "240, dont 130 demandeurs d’emploi"),
                    ("Coût", ""),
                ]
            ),
            Heading(2, "D’où vient le besoin"),
            *from_markdown(TYPED),
            Quote("Seuls, nous cherchons. À plusieurs, nous choisissons.", "Claire Vasseur, élue référente"),
            Heading(1, "Moyens"),
            budget(),
            Heading(2, "Priorités"),
            Figure(CHART, "Structures par thème", "Recrutement 9, mobilité 6, logement 3.", themes(), 0.7),
            Table(["Risque", "Parade"], [], caption="Risques", empty="Aucun risque relevé."),
            BulletList([], empty="Aucune action ouverte."),
            Heading(3, "Étapes"),
            NumberedList(["Cadrage", Item("Préparation", BulletList(["Inviter", "Réserver"])), "Bilan"]),
            NumberedList([[Run("Reprise à un", italic=True)], "Puis deux"]),
            Heading(4, "Détail"),
            Paragraph("Part < 40\u00a0% & coût ≥ 3\u00a0000\u00a0€ → accord «\u00a0préalable\u00a0», œuvre."),
            Paragraph("Zoë, Łódź, 10 m², n°\u00a02\u00a0; ☐ à faire, ☑ fait, ✓ vu, l’un et l’autre…"),
            Break(),
            Heading(1, "Signatures"),
            Signatures(
                [["Nadia Benhaddou", "Pilote"], ["Claire Vasseur", "Élue référente"]],
                header=["Nom", "Fonction"],
                spare=2,
                caption="Copil préparatoire n° 3",
            ),
        ],
    )


def themes() -> Table:
    """The table of the figure."""
    rows = [["Recrutement", "9"], ["Mobilité", "6"], ["Logement", "3"]]
    return Table(["Thème", "Nombre de structures"], rows, numeric=[1])
