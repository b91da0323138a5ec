"""An example of a template for a kind: every field in its place, to be opened, cut and dressed."""

from copil.documents.blocks import Block, BulletList, Document, Facts, Heading, Paragraph, Table
from copil.documents.kind_fields import Field, Kind
from copil.documents.look import Look
from copil.documents.writers import write

_MOST_NAME = 40


def example(kind: Kind, look: Look) -> bytes:
    """Return a Word file that names every field of the kind, in the colours of the workspace."""
    blocks: list[Block] = []
    facts = [(one.label, _named(one.name)) for one in kind.own if one.fact and not one.where]
    if facts:
        blocks.append(Facts(facts))
    for one in kind.own:
        if not (one.fact and not one.where):
            blocks += [Heading(1, one.label), *_shown(one)]
    if not kind.own:
        blocks += _whole()
    document = Document(
        title=_named("titre"),
        kicker=_named("surtitre"),
        subtitle=_named("sous_titre"),
        organisation=_named("espace"),
        author=_named("date"),
        blocks=blocks,
        footer=_named("mention"),
        look=look,
    )
    return write(document, "docx")


def _named(name: str) -> str:
    return f"{{{{ {name} }}}}"


def _shown(one: Field) -> list[Block]:
    if not one.is_list:
        return [Paragraph(_named(one.name))]
    if not one.inside:
        loop = f"{{%p for {one.item} in {one.name} %}}"
        return [Paragraph(loop), BulletList([_named(one.item)]), Paragraph("{%p endfor %}")]
    rest = [""] * (len(one.inside) - 1)
    rows = [
        [f"{{%tr for {one.item} in {one.name} %}}", *rest],
        [_named(f"{one.item}.{child.name}") for child in one.inside],
        ["{%tr endfor %}", *rest],
    ]
    return [Table([child.label for child in one.inside], rows, widths=[1] * len(one.inside))]


def _whole() -> list[Block]:
    return [
        Paragraph("{%p for partie in parties %}"),
        Heading(1, _named("partie.titre")),
        Paragraph(_named("partie.texte")),
        Paragraph("{%p endfor %}"),
    ]


def lines_of(kind: Kind) -> list[tuple[Field, str, list[tuple[str, str]]]]:
    """Return each field with what is typed for it, and what the items of a list give."""
    return [(one, _typed(one), _inside(one)) for one in (*kind.fields,)]


def _typed(one: Field) -> str:
    return f"{{% for {one.item} in {one.name} %}}" if one.is_list else _named(one.name)


def _inside(one: Field) -> list[tuple[str, str]]:
    if one.is_list and not one.inside:
        return [(one.label, _named(one.item))]
    return [(child.label, _typed_inside(one, child)) for child in one.inside]


def _typed_inside(one: Field, child: Field) -> str:
    path = f"{one.item}.{child.name}"
    return f"{{% for {child.item} in {path} %}}" if child.is_list else _named(path)
