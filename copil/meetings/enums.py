"""Kinds and states of meetings, of the points of their agenda, of what comes out of them."""

from django.db import models


class MeetingKind(models.TextChoices):
    """What a meeting is for."""

    STEERING = "steering", "Comité de pilotage"
    TECHNICAL = "technical", "Comité technique"
    SESSION_1 = "session-1", "Groupe de travail, réunion 1"
    SESSION_2 = "session-2", "Groupe de travail, réunion 2"
    SESSION_3 = "session-3", "Groupe de travail, réunion 3"
    LAUNCH = "launch", "Événement de lancement"
    RESTITUTION = "restitution", "Événement de restitution"
    TEAM = "team", "Réunion d’équipe"
    INTERVIEW = "interview", "Entretien"
    VISIT = "visit", "Visite"
    OTHER = "other", "Autre réunion"


class MeetingState(models.TextChoices):
    """Where a meeting stands, from its draft to its locked minutes."""

    DRAFT = "draft", "Brouillon"
    CALLED = "called", "Convoquée"
    RUNNING = "running", "En cours"
    WRITING = "writing", "Compte rendu à finir"
    SENT = "sent", "Compte rendu envoyé"
    APPROVED = "approved", "Compte rendu approuvé"
    LOCKED = "locked", "Close"
    CANCELLED = "cancelled", "Annulée"

    @classmethod
    def preparing(cls) -> tuple["MeetingState", ...]:
        """Return the states in which the meeting has not begun."""
        return (cls.DRAFT, cls.CALLED)

    @classmethod
    def held(cls) -> tuple["MeetingState", ...]:
        """Return the states of a meeting that took place."""
        return (cls.WRITING, cls.SENT, cls.APPROVED, cls.LOCKED)

    @classmethod
    def told(cls) -> tuple["MeetingState", ...]:
        """Return the states in which the minutes have left."""
        return (cls.SENT, cls.APPROVED, cls.LOCKED)


class Capacity(models.TextChoices):
    """Why somebody is expected."""

    MEMBER = "member", "Membre de l’instance"
    GUEST = "guest", "Personne invitée"


class Reply(models.TextChoices):
    """What somebody answered to an invitation."""

    NONE = "", "Sans réponse"
    YES = "yes", "Sera là"
    REMOTE = "remote", "À distance"
    REPRESENTED = "represented", "Sera représenté"
    NO = "no", "Ne viendra pas"

    @classmethod
    def given(cls) -> tuple["Reply", ...]:
        """Return the answers that may be given."""
        return (cls.YES, cls.REMOTE, cls.REPRESENTED, cls.NO)


class Diet(models.TextChoices):
    """What somebody eats, as caterers say it."""

    NONE = "", "Tout"
    VEGETARIAN = "vegetarian", "Végétarien"
    VEGAN = "vegan", "Végétalien"
    NO_PORK = "no-pork", "Sans porc"
    NO_GLUTEN = "no-gluten", "Sans gluten"
    OTHER = "other", "Autre, précisé"


class Layout(models.TextChoices):
    """How a room is set up."""

    THEATRE = "theatre", "En théâtre"
    CLASSROOM = "classroom", "Avec tables, face à l’estrade"
    U_SHAPE = "u_shape", "En U"
    ISLANDS = "islands", "En îlots"
    STANDING = "standing", "Debout"


class Equipment(models.TextChoices):
    """What a room offers."""

    PROJECTOR = "projector", "Vidéoprojecteur"
    SOUND = "sound", "Sonorisation"
    WIFI = "wifi", "Wi-Fi"
    HYBRID = "hybrid", "Matériel pour participer à distance"
    BOARD = "board", "Tableau ou paperboard"
    INDUCTION = "induction", "Boucle magnétique"
    KITCHEN = "kitchen", "Office ou cuisine"


class Access(models.TextChoices):
    """Whether somebody in a wheelchair gets in and moves about alone."""

    UNKNOWN = "", "À vérifier"
    YES = "yes", "Accessible en fauteuil"
    PARTLY = "partly", "Accessible en partie"
    NO = "no", "Non accessible"


class BookingState(models.TextChoices):
    """How far a room is kept."""

    OPTION = "option", "Option"
    BOOKED = "booked", "Réservée"
    CANCELLED = "cancelled", "Annulée"


class LogisticsFamily(models.TextChoices):
    """What a line of the logistics is about, in the order of a check-list."""

    ROOMS = "rooms", "Salles"
    SETUP = "setup", "Disposition des salles"
    SUPPLIES = "supplies", "Fournitures"
    INVITATIONS = "invitations", "Invitations"
    RECEPTION = "reception", "Accueil"
    CHECK_IN = "check_in", "Émargement"
    ALLOCATION = "allocation", "Répartition dans les groupes"
    CATERING = "catering", "Restauration"
    SIGNAGE = "signage", "Signalétique"
    AFTER = "after", "Après"
    OTHER = "other", "Autre"

    @classmethod
    def of_the_day(cls) -> tuple["LogisticsFamily", ...]:
        """Return the roles that somebody holds on the day."""
        return (cls.RECEPTION, cls.CHECK_IN, cls.ALLOCATION, cls.CATERING)


class Basis(models.TextChoices):
    """What a quantity is computed from."""

    NONE = "", "Pas de quantité"
    PRESENT = "present", "Les personnes présentes sur place"
    EVERYBODY = "everybody", "Toutes les personnes qui participent, à distance comprises"
    DIETS = "diets", "Les personnes présentes, par régime"
    NUMBER = "number", "Un nombre fixe"


class RegistrationState(models.TextChoices):
    """Where somebody who registered stands."""

    REGISTERED = "registered", "Inscrit"
    OFFERED = "offered", "Place proposée"
    WAITING = "waiting", "Sur liste d’attente"
    CANCELLED = "cancelled", "Annulé"
    LAPSED = "lapsed", "Place non confirmée"

    @classmethod
    def holding(cls) -> tuple["RegistrationState", ...]:
        """Return the states that hold a place."""
        return (cls.REGISTERED, cls.OFFERED)

    @classmethod
    def gone(cls) -> tuple["RegistrationState", ...]:
        """Return the states in which one neither comes nor waits."""
        return (cls.CANCELLED, cls.LAPSED)


class AttendanceStatus(models.TextChoices):
    """Whether somebody was there."""

    PRESENT = "present", "Présent"
    REMOTE = "remote", "À distance"
    VISITOR = "visitor", "Visiteur"
    REPRESENTED = "represented", "Représenté"
    EXCUSED = "excused", "Excusé"
    ABSENT = "absent", "Absent"


class NoteKind(models.TextChoices):
    """What may be noted of somebody: a status, their departure, or that a note was a mistake."""

    PRESENT = "present", "Présent"
    REMOTE = "remote", "À distance"
    VISITOR = "visitor", "Visiteur"
    REPRESENTED = "represented", "Représenté"
    EXCUSED = "excused", "Excusé"
    ABSENT = "absent", "Absent"
    LEFT = "left", "Parti"
    UNDO = "undo", "À préciser"


class Expected(models.TextChoices):
    """What a point of the agenda is meant to end in."""

    INFORMATION = "information", "Informer"
    DISCUSSION = "discussion", "Échanger"
    OPINION = "opinion", "Recueillir un avis"
    DECISION = "decision", "Décider"


class ItemState(models.TextChoices):
    """Whether a point is on the agenda."""

    PROPOSED = "proposed", "Proposé"
    KEPT = "kept", "À l’ordre du jour"
    SET_ASIDE = "aside", "Non retenu"


class OutcomeKind(models.TextChoices):
    """What came out of a point, as the minutes say it."""

    INFORMATION = "information", "Information"
    DECISION = "decision", "Décision"
    ACTION = "action", "Action"
    OPINION = "opinion", "Avis"


class Approval(models.TextChoices):
    """How minutes are approved."""

    NEXT = "next", "À la réunion suivante"
    CONSULTATION = "consultation", "Par consultation, jusqu’à une date"


class AmendmentState(models.TextChoices):
    """What became of an amendment asked for."""

    ASKED = "asked", "Demandé"
    TAKEN = "taken", "Retenu"
    REFUSED = "refused", "Non retenu"
