"""What every sheet in the common language says (practice sheet 5): action, means, structures, results."""

from django.db import models

from copil.initiatives.enums import Typology


class Presented(models.Model):
    """The part of practice sheet 5 that no other screen of an initiative holds."""

    typology = models.CharField("type d’ingénierie", max_length=1, choices=Typology, blank=True)
    has_information = models.BooleanField("séances d’information", default=False)
    has_training = models.BooleanField("sessions de formation", default=False)
    has_collective_support = models.BooleanField("accompagnement collectif", default=False)
    has_individual_support = models.BooleanField("accompagnement individuel", default=False)
    days = models.DecimalField("nombre de journées", max_digits=6, decimal_places=1, null=True, blank=True)
    duration = models.CharField("durée", max_length=200, blank=True)
    rhythm = models.CharField("rythme", max_length=200, blank=True)
    themes = models.CharField("approche globale (thèmes)", max_length=200, blank=True)
    contents = models.TextField("contenus détaillés", blank=True)
    coordination = models.TextField("animation par la structure porteuse", blank=True)
    intervening_system = models.TextField("système intervenant", blank=True)
    partnership = models.TextField("partenariat", blank=True)
    cost = models.DecimalField(
        "coût de l’intervention", max_digits=12, decimal_places=2, null=True, blank=True
    )
    cost_borne_by = models.CharField("pris en charge par", max_length=200, blank=True)
    logistics = models.TextField("logistique et communication", blank=True)
    beneficiaries_count = models.PositiveIntegerField(
        "nombre de structures bénéficiaires", null=True, blank=True
    )
    beneficiaries_sector = models.CharField("secteur des structures", max_length=200, blank=True)
    beneficiaries_territory = models.CharField("territoire des structures", max_length=200, blank=True)
    beneficiaries = models.TextField("qui sont les structures", blank=True)
    results = models.TextField("premiers résultats", blank=True)

    class Meta:
        abstract = True
