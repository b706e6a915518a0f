from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "forebild.programme"
    label = "programme"

    def ready(self) -> None:
        """Say what the log's verbs mean."""
        from forebild.shared.audit.words import name_actions

        name_actions(_ACTIONS)


_ACTIONS = {
    "programme.edition.planned": _("An edition was planned"),
    "programme.edition.copied": _("An edition was copied"),
    "programme.edition.announced": _("The edition was announced"),
    "programme.edition.archived": _("The edition was archived"),
    "programme.edition.reopened": _("The edition was reopened"),
    "programme.phase.set": _("The dates of a phase were set"),
    "programme.criterion.added": _("A criterion was added"),
    "programme.criterion.changed": _("A criterion was changed"),
    "programme.criterion.removed": _("A criterion was removed"),
    "programme.programme.founded": _("The programme was begun"),
    "programme.programme.changed": _("The programme’s details were changed"),
    "programme.edition.changed": _("The edition’s details were changed"),
    "programme.page.added": _("A page was added"),
    "programme.page.published": _("A page was published"),
    "programme.page.scheduled": _("A page was set to be published"),
    "programme.page.hidden": _("A page was hidden"),
    "programme.role.granted": _("A role was given"),
    "programme.role.ended": _("A role was ended"),
}
