"""Kinds of organisations: their nature only. What they do in an initiative is a role there."""

from django.db import models


class Kind(models.TextChoices):
    """Nature of an organisation."""

    ASSOCIATION = "association", "Association"
    LOCAL_AUTHORITY = "collectivite", "Collectivité ou groupement de collectivités"
    STATE_SERVICE = "service_etat", "Service de l’État"
    PUBLIC_BODY = "etablissement_public", "Établissement public"
    COMPANY = "entreprise", "Entreprise"
    COOPERATIVE = "cooperative", "Coopérative"
    FOUNDATION = "fondation", "Fondation ou fonds de dotation"
    GROUPING = "groupement", "Groupement (GIP, GIE, groupement d’employeurs)"
    UNION = "syndicat", "Syndicat ou organisation professionnelle"
    OTHER = "autre", "Autre"


class Register(models.TextChoices):
    """The national registers whose files are read; the values are the formats of the command."""

    RNA = "rna", "Répertoire national des associations"
    UNITS = "sirene-ul", "Répertoire SIRENE, unités légales"
    ESTABLISHMENTS = "sirene-etab", "Répertoire SIRENE, établissements"


class LoadOrigin(models.TextChoices):
    """How entries came here."""

    FILE = "fichier", "Fichier"
    ANSWER = "reponse", "Réponse du service Recherche d’entreprises"


class RegisterState(models.TextChoices):
    """What a register says of an entry."""

    ACTIVE = "active", "Active"
    CLOSED = "closed", "N’est plus active"


class SourcedField(models.TextChoices):
    """The values of an organisation that a register may give."""

    NAME = "name", "Nom"
    ACRONYM = "acronym", "Sigle"
    PURPOSE = "purpose", "Objet"
    RNA = "rna", "Numéro RNA"
    SIREN = "siren", "SIREN"
    SIRET = "siret", "SIRET du siège"
    ADDRESS = "address", "Adresse"
    POSTAL_CODE = "postal_code", "Code postal"
    COMMUNE = "commune", "Commune"
    WEBSITE = "website", "Site internet"


class SourceChoice(models.TextChoices):
    """What somebody did of a value of a register."""

    TAKEN = "taken", "Reprise"
    KEPT = "kept", "Écartée"


class ListKind(models.TextChoices):
    """A list whose filters can be kept."""

    ORGANISATIONS = "organisations", "Organisations"
    PEOPLE = "personnes", "Personnes"


class BulkOperation(models.TextChoices):
    """What can be done to many organisations at once."""

    KIND = "nature", "Changer la nature"
    SECTOR = "secteur", "Noter le secteur d’activité"
    BRANCH = "branche", "Noter la branche ou la filière"
    SKILL = "competence", "Ajouter un savoir-faire"
    ARCHIVE = "archiver", "Archiver"


class OrganisationRole(models.TextChoices):
    """What an organisation does in an initiative; it may do several things at once."""

    BENEFICIARY = "beneficiaire", "Bénéficiaire"
    PERMANENT_FUNDER = "financeur_permanent", "Financeur permanent"
    ONE_OFF_FUNDER = "financeur_ponctuel", "Financeur ponctuel"
    PROVIDER = "prestataire", "Prestataire"
    NETWORK = "reseau", "Réseau, tête de réseau"
    RESOURCE = "ressource", "Structure ressource"
    HOST = "hote", "Lieu d’accueil"


class ActorType(models.TextChoices):
    """Types of actors of a territorial project that organisations belong to."""

    CONSULTANTS = "consultants", "Consultants et prestataires"
    SERVICES = "services", "Collectivité et ses services"
    STATE = "etat", "Services et opérateurs de l’État"
    CO_FUNDERS = "cofinanceurs", "Cofinanceurs"
    ASSOCIATIONS = "associations", "Associations"
    COMPANIES = "entreprises", "Entreprises"
    OTHERS = "autres", "Autres acteurs"


class PartnerFamily(models.TextChoices):
    """Families of partners of a collective engineering; the structures it is for are not partners."""

    BENEFICIARIES = "beneficiaires", "Structures bénéficiaires"
    CARRIER_NETWORK = "porteur", "Réseau de la structure porteuse"
    FUNDERS = "financeurs", "Financeurs du projet"
    BENEFICIARY_NETWORKS = "reseaux", "Réseaux des bénéficiaires"
    RESOURCES = "ressources", "Structures et personnes ressources"


class ParticipantType(models.TextChoices):
    """Types of participants in the groups of a collective experiment."""

    ASSOCIATIONS = "associations", "Associations"
    COMPANIES = "entreprises", "Entreprises"
    AUTHORITIES = "collectivites", "Collectivités et services publics"
    OTHERS = "autres", "Autres participants"


class DayPart(models.TextChoices):
    """A part of the day, as people say it."""

    DAY = "journee", "Toute la journée"
    MORNING = "matin", "Le matin"
    AFTERNOON = "apres_midi", "L’après-midi"
    EVENING = "soir", "Le soir"


class SheetKind(models.TextChoices):
    """What a sheet of the directory is about."""

    ORGANISATION = "organisation", "Organisations"
    PERSON = "person", "Personnes"


class FormerField(models.TextChoices):
    """What an organisation is recognised by, once it has changed."""

    NAME = "name", "Nom"
    ACRONYM = "acronym", "Sigle"
    SIRET = "siret", "SIRET"
    SIREN = "siren", "SIREN"
    RNA = "rna", "Numéro RNA"
    EXTERNAL_REF = "external_ref", "Référence"
