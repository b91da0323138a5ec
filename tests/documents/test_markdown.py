"""What people type becomes bold, italic, lists and links; everything else stays as they wrote it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copil.documents.blocks import BulletList, Item, NumberedList, Paragraph, Run, plain
from copil.documents.markdown import from_markdown


def test_bold_italic_and_links() -> None:
    (paragraph,) = from_markdown("Un **mot *fort*** et [un lien](https://ville.example/a), l'an prochain ?")
    assert paragraph == Paragraph(
        (
            Run("Un "),
            Run("mot ", bold=True),
            Run("fort", bold=True, italic=True),
            Run(" et "),
            Run("un lien", href="https://ville.example/a"),
            Run(", l’an prochain\u00a0?"),
        )
    )


@pytest.mark.parametrize(
    "href", ["//hote.example", "\\\\\\\\hote", "/interne/", "javascript:alert(1)", "#ancre"]
)
def test_other_links_stay_as_text(href: str) -> None:
    (paragraph,) = from_markdown(f"Voir [ici]({href}).")
    assert isinstance(paragraph, Paragraph)
    assert all(not run.href for run in paragraph.text if isinstance(run, Run))
    assert plain(paragraph.text) == "Voir ici."


def test_a_line_feed_is_a_line_break_and_a_blank_line_a_paragraph() -> None:
    assert from_markdown("Mairie\n48, rue de Paris\n\nSuite") == (
        Paragraph((Run("Mairie\n48, rue de Paris"),)),
        Paragraph((Run("Suite"),)),
    )


def test_lists_nest_down_to_three_levels() -> None:
    (found,) = from_markdown("- un\n  - deux\n    1. trois\n       - quatre\n- cinq")
    third = NumberedList([(Run("trois"),), (Run("quatre"),)])
    second = BulletList([Item((Run("deux"),), third)])
    assert found == BulletList([Item((Run("un"),), second), (Run("cinq"),)])


@pytest.mark.parametrize(
    "text",
    [
        "# Titre",
        "<b>gras</b>",
        "<https://ville.example>",
        "`code`",
        "> citation",
        "| a | b |",
        "---",
        "&nbsp;",
    ],
)
def test_the_rest_of_markdown_stays_as_typed(text: str) -> None:
    assert from_markdown(text) == (Paragraph((Run(text),)),)


@pytest.mark.parametrize("text", ["", " \n\n ", "- \n- "])
def test_a_blank_text_gives_no_block(text: str) -> None:
    assert from_markdown(text) == ()


@given(st.text(alphabet="ab *_-1.)[](<>\\\n:/#\x00\u202f", max_size=60))
def test_no_typed_text_breaks_the_blocks(text: str) -> None:
    for block in from_markdown(text):
        assert isinstance(block, Paragraph | BulletList | NumberedList)
