"""Forms of initiatives, one file per family of screens."""

from copil.initiatives.forms.initiatives import (
    FinishForm,
    InitiativeForm,
    JointForm,
    ListForm,
    OpenForm,
)
from copil.initiatives.forms.journeys import MarkForm, PlanForm, StageForm
from copil.initiatives.forms.purposes import (
    MemberForm,
    NewMemberForm,
    ObjectiveForm,
    ReferenceForm,
    TargetForm,
)
from copil.initiatives.forms.sheets import ArchiveForm, PresentationForm

__all__ = [
    "ArchiveForm",
    "FinishForm",
    "InitiativeForm",
    "JointForm",
    "ListForm",
    "MarkForm",
    "MemberForm",
    "NewMemberForm",
    "ObjectiveForm",
    "OpenForm",
    "PlanForm",
    "PresentationForm",
    "ReferenceForm",
    "StageForm",
    "TargetForm",
]
