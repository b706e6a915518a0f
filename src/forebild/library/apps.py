from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "forebild.library"
    label = "library"

    def ready(self) -> None:
        """Say what the log's verbs mean, and hear when readers get another text."""
        from forebild.library import receivers
        from forebild.shared.audit.words import name_actions

        receivers.connect()

        name_actions(_ACTIONS)


_ACTIONS = {
    "library.example.drafted": _("A good example was begun"),
    "library.example.started": _("A good example was begun about a company that had not entered"),
    "library.example.asked": _("The company was asked to approve the good example"),
    "library.example.revised": _("The company changed the good example"),
    "library.example.returned": _("The company asked for changes in the good example"),
    "library.example.approved": _("The company approved the good example"),
    "library.example.scheduled": _("The publication of the good example was planned"),
    "library.example.unscheduled": _("The planned publication of the good example was called off"),
    "library.example.published": _("The good example was published"),
    "library.example.reopened": _("The good example was taken up again"),
    "library.example.withdrawn": _("The good example was withdrawn"),
    "library.remark.said": _("Something was said about the draft of a good example"),
    "library.remark.settled": _("A remark about a good example was settled"),
    "library.remark.reopened": _("A remark about a good example was taken up again"),
    "library.recheck.asked": _("The company was asked whether the good example is still right"),
    "library.recheck.reminded": _("The company was reminded that it was asked about the good example"),
    "library.recheck.answered": _("The company answered whether the good example is still right"),
    "library.afterwards.told": _("The company told what happened afterwards"),
    "library.afterwards.saved": _("What happened afterwards was written down"),
    "library.afterwards.published": _("What happened afterwards was published"),
    "library.afterwards.hidden": _("What happened afterwards was hidden"),
    "library.picture.added": _("A picture was added"),
    "library.picture.described": _("A picture was described anew"),
    "library.picture.removed": _("A picture was removed"),
}
