"""What a card can be, and whom it can be addressed to: lists of the programme's own words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    CHALLENGE = "challenge", _("challenge")
    NEED = "need", _("need")
    IDEA = "idea", _("idea")
    QUOTE = "quote", _("quote")


class Addressee(models.TextChoices):
    NOBODY = "nobody", _("nobody in particular")
    GOVERNMENT = "government", _("the government")
    AUTHORITY = "authority", _("an authority")
    REGION = "region", _("the region")
    UNIVERSITY = "university", _("universities and colleges")
    CUSTOMERS = "customers", _("larger customers")
    PROGRAMME = "programme", _("this programme")


class Attribution(models.TextChoices):
    NONE = "none", _("nobody: it stays among those at the table who said it")
    ORGANISATION = "organisation", _("the organisation")
    PERSON = "person", _("the person and the organisation")


KIND_TONES = {"challenge": "danger", "need": "warning", "idea": "success", "quote": "info"}
