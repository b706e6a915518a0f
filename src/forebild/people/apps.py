from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "forebild.people"
    label = "people"

    def ready(self) -> None:
        """Say what the log's verbs mean."""
        from forebild.shared.audit.words import name_actions

        name_actions(_ACTIONS)


_ACTIONS = {
    "people.organisation.registered": _("A company was registered"),
    "people.organisation.figures_stated": _("The company's figures were stated"),
    "people.organisation.industries_stated": _("The company's industries were stated"),
    "people.organisation.handed_over": _("The company was handed over"),
    "people.editor.invited": _("A colleague was invited"),
    "people.editor.joined": _("A colleague joined"),
    "people.editor.asked_to_join": _("Somebody asked to join the company"),
    "people.editor.let_in": _("Somebody was let in to the company"),
    "people.editor.left": _("An editor left the company"),
    "people.organisation.corrected": _("A company's details were corrected"),
    "people.editor.removed": _("An editor was removed"),
    "people.second_factor.removed": _("A second factor was removed"),
}
