"""Tasks, for tests."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from copil.core.text import name_key
from copil.tasks.models import Task
from tests.factories.directory import PersonFactory
from tests.factories.identity import WorkspaceFactory


class TaskFactory(DjangoModelFactory[Task]):
    """A task to do, in somebody's charge, without a date."""

    class Meta:
        model = Task

    workspace = factory.SubFactory(WorkspaceFactory)
    title = factory.Sequence(lambda n: f"Relancer la mairie {n}")
    title_key = factory.LazyAttribute(lambda one: name_key(one.title))
    person: Any = factory.SubFactory(PersonFactory, workspace=factory.SelfAttribute("..workspace"))
