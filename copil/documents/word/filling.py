"""Fill a template that was checked: a sandbox that knows names, loops and conditions, and nothing else."""

import io
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml.etree import XMLSyntaxError

from copil.documents.merging import Context
from copil.documents.writers.common import EPOCH, packed_again

_SHOWN = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr)
_ALLOWED = (*_SHOWN, nodes.For, nodes.If, nodes.Not)
_RESERVED = frozenset({"self", "caller", "varargs", "kwargs"})
_MOST_CHARACTERS = 30_000_000


class CannotFill(Exception):
    """A template that does not make a document: the reason is for whoever keeps the program."""


class _Bounded(Template):
    """A template that stops when it has written too much."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        pieces, size = [], 0
        for piece in self.generate(*args, **kwargs):
            size += len(piece)
            if size > _MOST_CHARACTERS:
                raise CannotFill("the document grew too long")
            pieces.append(piece)
        return "".join(pieces)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Names, loops and conditions only, whatever the file made of its text."""

    template_class = _Bounded

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(nodes.Node):
            if not isinstance(node, _ALLOWED):
                raise CannotFill(f"{type(node).__name__} is not part of the language")
            if isinstance(node, nodes.Name) and node.name in _RESERVED:
                raise CannotFill(f"{node.name} is not part of the language")
            if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
                raise CannotFill("a name that begins with an underscore")
        return tree


class _Word(DocxTemplate):  # type: ignore[misc]  # the library ships no types
    """A template whose properties are those of the document, not those of the file it was made from."""

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        properties = self.docx.core_properties
        properties.title, properties.subject = context["titre"][:255], context["sous_titre"][:255]
        properties.author = properties.last_modified_by = context["espace"][:255]
        properties.comments = properties.keywords = properties.category = ""
        properties.created = properties.modified = EPOCH


def filled(content: bytes, context: Context) -> bytes:
    """Return the template with its fields replaced; the same bytes for the same values.

    Raises ``CannotFill`` when what comes out is no document.
    """
    template = _Word(io.BytesIO(content))
    buffer = io.BytesIO()
    try:
        template.render(context, jinja_env=_Sandbox())
        template.save(buffer)
    except (TemplateError, XMLSyntaxError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise CannotFill(str(fault)) from fault
    return packed_again(buffer.getvalue())
