"""The shape of a method file: which fields each part has, and how they become a `Method`."""

from copil.initiatives.method_file import model
from copil.initiatives.method_file.reader import Fields, Reader
from copil.initiatives.method_file.tree import Node

SCHEMA = "1"
SLUG = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
SLUG_FR = "minuscules, chiffres et traits d’union"
ID = r"[a-z]{0,4}[0-9]{1,3}(\.[0-9]{1,3}){0,3}"
ID_FR = "par exemple 1.2.3 ou x1.4"
RULE_ID = r"[a-z]{1,4}\.r[0-9]{1,3}"
VERSION = r"[0-9]{1,4}(\.[0-9]{1,4}){0,2}"
CODE = r"[A-Za-z][A-Za-z0-9]{0,7}"
CODE_FR = "huit lettres ou chiffres au plus"

Actors = dict[str, model.Actor]


def read_method(node: Node, reader: Reader) -> model.Method:
    """Return the method of a tree; what could not be read is empty and noted in `reader.problems`."""
    top = reader.fields(node, "", 1)
    top.only(
        ("schema", "key", "version", "title", "summary", "source", "sources", "actors", "stages"),
        ("principles", "references", "gates", "rules"),
    )
    if top.has("schema") and top.text("schema") != SCHEMA:
        top.note("schema", f"Cette version de format est inconnue\u00a0: écrivez «\u00a0{SCHEMA}\u00a0».")
    table = top.each("actors", _actor, required=True)
    actors = {actor.code: actor for actor in table if actor.code}
    return model.Method(
        key=top.text("key", SLUG, SLUG_FR),
        version=top.text("version", VERSION, "par exemple 1 ou 1.2"),
        title=top.text("title"),
        summary=top.text("summary"),
        source=top.one("source", _source) or model.Source("", ""),
        sources=top.each("sources", _document, required=True),
        principles=top.each("principles", _principle),
        references=top.each("references", _reference),
        actors=table,
        stages=top.each("stages", lambda fields: _stage(fields, actors), required=True),
        gates=top.each("gates", lambda fields: _gate(fields, actors)),
        rules=top.each("rules", _rule),
    )


def _origin(fields: Fields, default: model.Origin = model.Origin.SOURCE) -> model.Origin:
    return fields.choice("origin", model.Origin, default)


def _source(fields: Fields) -> model.Source:
    fields.only(("document", "sheet"))
    return model.Source(fields.text("document"), fields.text("sheet"))


def _document(fields: Fields) -> model.SourceDocument:
    fields.only(("letter", "title", "publisher"))
    letter = fields.text("letter", r"[A-Z]{1,3}", "une à trois capitales")
    return model.SourceDocument(letter, fields.text("title"), fields.text("publisher"))


def _principle(fields: Fields) -> model.Principle:
    fields.only(("text", "origin"))
    return model.Principle(fields.text("text"), _origin(fields))


def _reference(fields: Fields) -> model.Reference:
    fields.only(("key", "title"))
    return model.Reference(fields.text("key", CODE, CODE_FR), fields.text("title"))


def _actor(fields: Fields) -> model.Actor:
    fields.only(("code", "label", "source_label", "origin"))
    code = fields.text("code", CODE, CODE_FR)
    return model.Actor(code, fields.text("label"), fields.text("source_label"), _origin(fields))


def _actor_use(fields: Fields, actors: Actors, default: model.Origin) -> model.ActorUse:
    fields.only(("code",), ("origin",))
    code = fields.text("code")
    label = actors[code].label if code in actors else ""
    return model.ActorUse(code, label, _origin(fields, default))


def _relation(fields: Fields, name: str) -> model.Relation:
    fields.only((name, "origin"), ("reason",))
    return model.Relation(fields.text(name), _origin(fields), fields.text("reason"))


def _stage(fields: Fields, actors: Actors) -> model.Stage:
    content = "activities" if fields.has("activities") and not fields.has("steps") else "steps"
    fields.only(("key", "title", "purpose", content), ("source", "after"))
    if content == "steps":
        steps = fields.each("steps", lambda step: _step(step, actors), required=True)
    else:
        listed = fields.each("activities", lambda item: _activity(item, actors), required=True)
        steps = (model.Step("", "", (), "", listed),)
    return model.Stage(
        key=fields.text("key", SLUG, SLUG_FR),
        title=fields.text("title"),
        purpose=fields.text("purpose"),
        source=fields.one("source", _source),
        after=fields.each("after", lambda relation: _relation(relation, "stage")),
        steps=steps,
    )


def _step(fields: Fields, actors: Actors) -> model.Step:
    fields.only(("id", "title", "activities"), ("refs", "help"))
    return model.Step(
        id=fields.text("id", ID, ID_FR),
        title=fields.text("title"),
        refs=fields.texts("refs"),
        help=fields.text("help"),
        activities=fields.each("activities", lambda item: _activity(item, actors), required=True),
    )


def _activity(fields: Fields, actors: Actors) -> model.Activity:
    fields.only(
        ("id", "title", "origin", "purpose", "how"),
        ("source", "questions", "actors", "evidence", "refs", "documents", "after", "before"),
    )
    origin = _origin(fields, model.Origin.ADDED)
    if origin is model.Origin.SOURCE and fields.present and not fields.has("source"):
        fields.note(
            "source",
            "Une activité tirée d’une source dit laquelle\u00a0: le champ «\u00a0source\u00a0» manque.",
        )
    return model.Activity(
        id=fields.text("id", ID, ID_FR),
        title=fields.text("title"),
        origin=origin,
        source=fields.one("source", _source),
        purpose=fields.text("purpose"),
        how=fields.text("how"),
        questions=fields.each("questions", _point),
        actors=fields.each("actors", lambda use: _actor_use(use, actors, origin)),
        evidence=fields.one("evidence", _evidence),
        refs=fields.texts("refs"),
        documents=fields.each("documents", _product),
        after=fields.each("after", lambda relation: _relation(relation, "activity")),
        before=fields.each("before", lambda relation: _relation(relation, "activity")),
    )


def _point(fields: Fields) -> model.Point:
    fields.only(("text", "origin"), ("label", "refs"))
    return model.Point(fields.text("label"), fields.text("text"), _origin(fields), fields.texts("refs"))


def _product(fields: Fields) -> model.Product:
    fields.only(("title", "origin"))
    return model.Product(fields.text("title"), _origin(fields))


def _evidence(fields: Fields) -> model.Evidence | None:
    fields.only((), ("all", "any"))
    named = [mode for mode in model.EvidenceMode if fields.has(mode.value)]
    if len(named) != 1:
        if fields.present:
            message = (
                "Écrivez soit «\u00a0all\u00a0» (toutes sont demandées), soit «\u00a0any\u00a0» (une suffit)."
            )
            fields.reader.problems.add(fields.line, fields.path, message)
        return None
    return model.Evidence(named[0], fields.texts(named[0].value, required=True))


def _gate(fields: Fields, actors: Actors) -> model.Gate:
    fields.only(("key", "title", "question", "activities", "origin"), ("actors",))
    origin = _origin(fields)
    return model.Gate(
        key=fields.text("key", SLUG, SLUG_FR),
        title=fields.text("title"),
        question=fields.text("question"),
        activities=fields.texts("activities", required=True),
        actors=fields.each("actors", lambda use: _actor_use(use, actors, origin)),
        origin=origin,
    )


def _rule(fields: Fields) -> model.Rule:
    fields.only(("id", "text", "severity", "origin", "status"), ("activities", "reads"))
    status = fields.choice("status", model.RuleStatus, model.RuleStatus.REMINDER)
    if fields.has("reads") != (status is model.RuleStatus.COMPUTED):
        fields.note(
            "status",
            "Une règle vérifiée («\u00a0computed\u00a0») dit ce qu’elle lit («\u00a0reads\u00a0»)"
            "\u00a0; une règle rappelée («\u00a0reminder\u00a0») ne lit rien.",
        )
    return model.Rule(
        id=fields.text("id", RULE_ID, "par exemple ic.r1"),
        text=fields.text("text"),
        severity=fields.choice("severity", model.Severity, model.Severity.ADVICE),
        origin=_origin(fields),
        status=status,
        activities=fields.texts("activities"),
        reads=fields.one("reads", _reads),
    )


def _reads(fields: Fields) -> model.Reads | None:
    named = [name for name in ("facts", "order", "months", "settled") if fields.has(name)]
    if len(named) != 1 and named != ["facts", "order"]:
        if fields.present:
            fields.reader.problems.add(
                fields.line,
                fields.path,
                "Écrivez une seule chose à lire\u00a0: «\u00a0facts\u00a0», «\u00a0order\u00a0», "
                "«\u00a0months\u00a0» ou «\u00a0settled\u00a0». "
                "Seul «\u00a0order\u00a0» accompagne des «\u00a0facts\u00a0».",
            )
        return None
    fields.only((named[0], "stage") if named[0] in {"months", "settled"} else tuple(named))
    return model.Reads(
        facts=fields.texts("facts", required=True),
        order=_order(fields),
        stage=fields.text("stage"),
        months=fields.one("months", _months),
        settled=fields.texts("settled", required=True),
    )


def _order(fields: Fields) -> tuple[tuple[str, ...], ...]:
    groups = fields.rows("order")
    if fields.has("order") and (len(groups) < 2 or not all(groups)):
        fields.note("order", "Un ordre compte au moins deux groupes d’activités.")
    return groups


def _months(fields: Fields) -> model.Months:
    fields.only(("at_least", "at_most"))
    months = model.Months(fields.number("at_least"), fields.number("at_most"))
    if months.at_least > months.at_most:
        fields.note("at_most", "La durée la plus longue est plus courte que l’autre.")
    return months
