from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutcomesConfig(AppConfig):
    name = "forebild.outcomes"
    label = "outcomes"

    def ready(self) -> None:
        """Stand beside the pages of events, and name the log's verbs."""
        from forebild.events.beside import OFFICE, OWN, show_beside
        from forebild.outcomes import notices, permissions  # noqa: F401 each registers itself
        from forebild.outcomes.beside import evaluation_note, follow_up_note, help_note
        from forebild.shared.audit.words import name_actions

        show_beside(OWN, help_note)
        show_beside(OFFICE, evaluation_note)
        show_beside(OFFICE, follow_up_note)
        name_actions(_ACTIONS)


_ACTIONS = {
    "outcomes.evaluation.begun": _("An evaluation was begun"),
    "outcomes.evaluation.timed": _("The time of an evaluation was changed"),
    "outcomes.evaluation.skipped": _("It was decided to ask nobody after an event"),
    "outcomes.evaluation.planned": _("It was decided to send an evaluation after all"),
    "outcomes.evaluation.sent": _("An evaluation was sent"),
    "outcomes.evaluation.stopped": _("An evaluation was stopped"),
    "outcomes.evaluation.prolonged": _("The last time of an evaluation was changed"),
    "outcomes.evaluation.closed": _("An evaluation was closed"),
    "outcomes.question.added": _("A question was added to an evaluation"),
    "outcomes.question.changed": _("A question of an evaluation was changed"),
    "outcomes.question.moved": _("The questions of an evaluation changed places"),
    "outcomes.question.removed": _("A question of an evaluation was removed"),
    "outcomes.follow_up.asked": _("Somebody asked for help after an event"),
    "outcomes.follow_up.taken": _("Somebody took care of a request for help"),
    "outcomes.follow_up.closed": _("A request for help was closed"),
    "outcomes.follow_up.reopened": _("A request for help was taken up again"),
    "outcomes.follow_up.withdrawn": _("A request for help was taken back"),
    "outcomes.follow_up.helped": _("Somebody said whether the help helped"),
    "outcomes.referral.sent": _("A company was referred to an adviser"),
    "outcomes.referral.stopped": _("A referral was stopped"),
    "outcomes.referral.accepted": _("An adviser took on a company"),
    "outcomes.referral.declined": _("An adviser declined a company"),
    "outcomes.referral.told": _("An adviser told what came of it"),
    "outcomes.adviser.added": _("An adviser was added"),
    "outcomes.adviser.changed": _("An adviser was changed"),
    "outcomes.support.added": _("Hours of support were added"),
    "outcomes.support.changed": _("Hours of support were changed"),
    "outcomes.support.removed": _("Hours of support were taken away"),
    "outcomes.support.undone": _("A change of hours of support was undone"),
    "outcomes.support.limited": _("The limit of hours of support was changed"),
}
