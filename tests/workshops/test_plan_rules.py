"""What stands in the way of a common plan, over plain values."""

import datetime as dt
from decimal import Decimal

from copil.workshops.plans import likeness as plan_likeness
from copil.workshops.rules import plans as plan_rules
from copil.workshops.rules.plans import Action, Target

MARCH, JUNE = dt.date(2027, 3, 1), dt.date(2027, 6, 30)


def led(number: int, **values: object) -> Action:
    given = {"lead": "o1", "lead_name": "La Fabrique", "starts": MARCH, "ends": JUNE, **values}
    return Action(id=f"a{number}", title=f"Action {number}", **given)  # type: ignore[arg-type]  # by name


def sentences(*actions: Action) -> list[str]:
    return [one.sentence.replace("\u00a0", " ") for one in plan_rules.conflicts(actions=actions)]


def test_a_lead_with_too_many_actions_at_once() -> None:
    few = [led(number) for number in range(3)]
    assert sentences(*few) == []
    assert sentences(*few, led(3, starts=dt.date(2027, 7, 1), ends=dt.date(2027, 9, 1))) == []
    (told,) = sentences(*few, led(3, starts=dt.date(2027, 6, 1)))
    assert told == (
        "La Fabrique mène 4 actions à la fois en juin 2027 (3 au plus sont prévues) : "
        "« Action 0 », « Action 1 », « Action 2 » et « Action 3 »."
    )
    assert sentences(*few, led(3, ends=None)) == []


def test_days_are_spread_over_the_months_of_an_action() -> None:
    assert sentences(led(1, days=Decimal(40))) == []
    (told,) = sentences(led(1, days=Decimal(40)), led(2, days=Decimal(8), starts=dt.date(2027, 6, 1)))
    assert told.startswith("La Fabrique aurait 18 jours de travail par mois en juin 2027 (10 au plus")


def test_the_same_money_is_counted_twice() -> None:
    one = Action(id="1", title="Louer", amount=Decimal(9000), source="Région, appel à projets")
    same = Action(id="2", title="Former", amount=Decimal(9000), source="Région,  appel à projets ")
    assert sentences(one, same) == [
        (
            "« Former » et « Louer » comptent sur la même somme : 9 000 € de « Région, appel à projets ». "
            "Est-ce deux fois ?"
        )
    ]
    other = Action(id="2", title="Former", amount=Decimal(1000), source="Région, appel à projets")
    assert "pour 10 000 € en tout" in sentences(one, other)[0]
    assert sentences(one, Action(id="3", title="Autre", amount=Decimal(9000), source="Département")) == []


def test_targets_that_disagree() -> None:
    def wants(number: int, text: str) -> Action:
        return Action(id=str(number), title=f"A{number}", targets=plan_rules.targets_of(text))

    forty, sixty = wants(1, "Bénévoles formés : 40 personnes"), wants(2, "bénévoles formés : 60 personnes")
    assert sentences(forty, sixty) == [
        "« A1 » vise 40 personnes et « A2 » vise 60 personnes pour le même indicateur : bénévoles formés."
    ]
    assert sentences(forty, wants(2, "Bénévoles formés : 60 associations")) == []
    path = [wants(1, "Adhérents : 40 en 2027"), wants(2, "Adhérents : 60 en 2028")]
    assert sentences(*path) == []
    assert sentences(wants(1, "Adhérents : 60 en 2027"), wants(2, "Adhérents : 40 en 2028")) != []
    assert (
        sentences(wants(1, "Réduire les trajets : 60 en 2027"), wants(2, "Réduire les trajets : 40 en 2028"))
        == []
    )
    assert sentences(wants(1, "Adhérents : 40 en 2027"), wants(2, "Adhérents : 40 en 2028")) != []


def test_targets_are_read_from_lines() -> None:
    text = "- Bénévoles formés : 1 240,5 personnes pour le 30/06/2027\nOn verra bien\nSans date : 3"
    assert plan_rules.targets_of(text) == (
        Target(label="Bénévoles formés", value=Decimal("1240.5"), unit="personnes", by=JUNE),
        Target(label="Sans date", value=Decimal(3)),
    )


def test_a_conflict_keeps_its_signature_while_it_says_the_same() -> None:
    actions = [led(number) for number in range(4)]
    (one,) = plan_rules.conflicts(actions=actions)
    (again,) = plan_rules.conflicts(actions=actions[::-1])
    (worse,) = plan_rules.conflicts(actions=[*actions, led(5)])
    assert one == again
    assert one.signature != worse.signature


def test_contacts_are_taken_out_of_what_is_public() -> None:
    said = "Écrire à odile@marne.example ou appeler le 06 12 34 56 78, avant 2027, pour 24 300 euros."
    told = plan_rules.without_contacts(said)
    assert "odile" not in told
    assert "12 34" not in told
    assert "24 300 euros" in told
    assert "2027" in told


def test_changes_from_the_last_edition() -> None:
    labels = {"title": "Titre", "days": "Journées"}
    before = [{"id": "1", "title": "Louer", "days": "2"}, {"id": "2", "title": "Former", "days": "3"}]
    after = [{"id": "1", "title": "Louer", "days": "4"}, {"id": "3", "title": "Relier", "days": "1"}]
    changes = plan_rules.changes_between(before=before, after=after, labels=labels)
    assert changes.added == ("Relier",)
    assert changes.removed == ("Former",)
    assert changes.changed == (("Louer", ("Journées",)),)
    assert not plan_rules.changes_between(before=before, after=before, labels=labels)


def test_actions_that_say_the_same_are_brought_near_with_the_reason() -> None:
    told = [
        plan_likeness.Told(
            id="1", title="Former des trésoriers bénévoles", group="Comptes", lead="o", lead_name="L’Union"
        ),
        plan_likeness.Told(
            id="2",
            title="Former des bénévoles à la trésorerie",
            group="Relève",
            lead="o",
            lead_name="L’Union",
        ),
        plan_likeness.Told(id="3", title="Ouvrir un minibus partagé le samedi", group="Se déplacer"),
    ]
    (found,) = plan_likeness.alike(actions=told)
    assert set(found.ids) == {"1", "2"}
    assert found.reasons[0].startswith("Elles parlent de la même chose")
    assert found.reasons[1] == "Même porteur : L’Union."
    assert "Écrites par des groupes différents" in found.reasons[2]
    assert plan_likeness.alike(actions=told, apart=[("1", "2")]) == []
