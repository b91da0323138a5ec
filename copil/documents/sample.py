"""A short document that shows what a charter changes."""

import datetime as dt

from copil.documents.blocks import BulletList, Document, Facts, Heading, Paragraph, Quote, Run, Table
from copil.documents.look import Look


def sample(*, organisation: str, look: Look, date: dt.date) -> Document:
    """Return a document with one of each thing that takes the colours of the workspace."""
    return Document(
        title="Un document de votre espace",
        kicker="Exemple",
        subtitle="Ce que la charte change : le logo, les titres, les liens, les tableaux, le pied de page",
        organisation=organisation,
        date=date,
        look=look,
        blocks=[
            Facts([("Démarche", "Relève associative du canton"), ("Territoire", "Bords de Marne")]),
            Heading(1, "Un titre"),
            Paragraph(
                (
                    Run("Le texte reste presque noir. "),
                    Run("Un lien", href="https://example.org/"),
                    Run(" prend la couleur des titres."),
                )
            ),
            BulletList(["Un premier point", "Un second point"]),
            Table(
                header=("Étape", "Quand", "Structures"),
                rows=[("Repérer les besoins", "Janvier à mars", "14"), ("Mobiliser", "Avril", "9")],
                numeric=(2,),
                caption="Un tableau",
                widths=(2, 2, 1),
            ),
            Quote("Ce que dit une personne est repris tel quel.", "Une bénévole"),
        ],
    )
