"""What changed between two states of a document, in its own words."""

from copil.documents import blocks
from copil.documents.changes import SectionChanges, differences, lines_of


def test_every_kind_of_block_says_its_lines() -> None:
    document = blocks.Document(
        title="Relève",
        blocks=[
            blocks.Heading(1, "Contenu"),
            blocks.Paragraph("Un texte"),
            blocks.Facts([("Nombre", "7")]),
            blocks.Table(["Qui", "Quoi"], [["Nadia", "Pilote"]], total=["Un", ""]),
            blocks.BulletList(["a", blocks.Item("b", blocks.NumberedList(["c"]))]),
            blocks.Break(),
            blocks.Quote("Dit"),
            blocks.Signatures([["Nadia", "Pilote"]]),
        ],
    )
    assert [text for _, text in lines_of(document)] == [
        "Relève", "Un texte", "Nombre\u00a0: 7", "Nadia – Pilote", "Un", "a", "b", "c", "Dit",
        "Nadia – Pilote",
    ]  # fmt: skip  # a table reads by its lines
    assert lines_of(document)[1] == ("Contenu", "Un texte")


def test_differences_are_told_by_section() -> None:
    before = [("Idée", "Une relève"), ("Modalités", "Trois jours"), ("Modalités", "À Charenton")]
    after = [("Idée", "Une relève"), ("Modalités", "Cinq jours"), ("Modalités", "À Charenton")]
    assert differences(before, after) == [SectionChanges("Modalités", ["Trois jours"], ["Cinq jours"])]
    assert differences(before, before) == []
