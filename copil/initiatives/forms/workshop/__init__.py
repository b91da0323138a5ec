"""Forms of the method workshop: one per part of a place in the tree."""

from copil.initiatives.drafting.nodes import Node, NodeKind
from copil.initiatives.forms.workshop.activities import (
    AroundForm,
    EvidenceForm,
    OrderForm,
    PointsForm,
)
from copil.initiatives.forms.workshop.drafts import AddForm, CopyForm, ImportForm, PublishForm
from copil.initiatives.forms.workshop.methods import ActorsForm, MethodForm, ReferencesForm
from copil.initiatives.forms.workshop.parts import PartForm, RowsForm
from copil.initiatives.forms.workshop.texts import (
    ActivityForm,
    GateForm,
    RuleForm,
    StageForm,
    StepForm,
)

PARTS: dict[NodeKind, dict[str, tuple[str, type[PartForm]]]] = {
    NodeKind.METHOD: {
        "textes": ("Titre et usage", MethodForm),
        "acteurs": ("Acteurs", ActorsForm),
        "fiches": ("Fiches", ReferencesForm),
    },
    NodeKind.STAGE: {"textes": ("Textes", StageForm)},
    NodeKind.STEP: {"textes": ("Textes", StepForm)},
    NodeKind.ACTIVITY: {
        "textes": ("Textes", ActivityForm),
        "points": ("À regarder", PointsForm),
        "avec": ("Acteurs et documents", AroundForm),
        "preuves": ("Preuves", EvidenceForm),
        "ordre": ("Ordre", OrderForm),
    },
    NodeKind.RULE: {"textes": ("Règle", RuleForm)},
    NodeKind.GATE: {"textes": ("Moment de décision", GateForm)},
}
"""For each kind of place, its parts: their title and their form."""


def part_of(node: Node, part: str) -> type[PartForm] | None:
    """Return the form of a part of a place, None when it has no such part."""
    found = PARTS[node.kind].get(part)
    return found[1] if found else None


__all__ = [
    "PARTS",
    "ActivityForm",
    "AddForm",
    "CopyForm",
    "ImportForm",
    "PartForm",
    "PublishForm",
    "RowsForm",
    "part_of",
]
