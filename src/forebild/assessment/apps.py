from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentConfig(AppConfig):
    name = "forebild.assessment"
    label = "assessment"

    def ready(self) -> None:
        """Register who may do what, and name the log's verbs."""
        from forebild.assessment import permissions  # noqa: F401 registers itself
        from forebild.shared.audit.words import name_actions

        name_actions(_ACTIONS)


_ACTIONS = {
    "assessment.assessment.opened": _(
        "Somebody opened the self-assessment of a company that he or she acts for"
    ),
    "assessment.theme.set": _("It was said what an event helps with"),
    "assessment.themes.changed": _("It was said what several events help with"),
    "assessment.themes.undone": _("What was said of several events was undone"),
}
