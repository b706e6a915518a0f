from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompetitionConfig(AppConfig):
    name = "forebild.competition"
    label = "competition"

    def ready(self) -> None:
        """Say what the log's verbs mean."""
        from forebild.shared.audit.words import name_actions

        name_actions(_ACTIONS)


_ACTIONS = {
    "competition.form.taken_over": _("The form of an earlier edition was taken over"),
    "competition.form.begun": _("The usual form was taken as a beginning"),
    "competition.section.added": _("A part of the form was added"),
    "competition.section.changed": _("A part of the form was changed"),
    "competition.section.moved": _("A part of the form was moved"),
    "competition.section.removed": _("A part of the form was removed"),
    "competition.question.added": _("A question was added to the form"),
    "competition.question.changed": _("A question of the form was changed"),
    "competition.question.moved": _("A question of the form was moved"),
    "competition.question.removed": _("A question was removed from the form"),
    "competition.nomination.made": _("A nomination was made"),
    "competition.case.contact_set": _("The contact person was set"),
    "competition.case.asked": _("The company was asked"),
    "competition.case.reminded": _("The company was reminded"),
    "competition.case.accepted": _("The company accepted"),
    "competition.case.declined": _("The company declined"),
    "competition.case.lapsed": _("The company did not answer before the call closed"),
    "competition.case.dismissed": _("The nomination was dismissed"),
    "competition.entry.started": _("The entry was started"),
    "competition.entry.submitted": _("The entry was submitted"),
    "competition.entry.withdrawn": _("The entry was withdrawn"),
    "competition.entry.resumed": _("The entry was taken up again"),
    "competition.entry.reminded": _("The company was reminded of its draft"),
    "competition.entry.file_added": _("A file was added to the entry"),
    "competition.entry.file_replaced": _("A file of the entry was replaced"),
    "competition.entry.file_removed": _("A file of the entry was removed"),
    "competition.extension.granted": _("More time was given"),
    "competition.eligibility.checked": _("Eligibility was checked by rule"),
    "competition.eligibility.found": _("A person recorded a finding"),
    "competition.eligibility.ruled": _("Eligibility was decided"),
    "competition.eligibility.reconsidered": _("The decision was taken up again"),
    "competition.citation.correction_proposed": _("Another wording of a citation was proposed"),
    "competition.citation.corrected": _("A published citation was corrected"),
    "competition.citation.correction_retracted": _("The proposed wording of a citation was withdrawn"),
    "competition.rules.begun": _("The usual eligibility rules were added"),
    "competition.rule.saved": _("An eligibility rule was saved"),
    "competition.rule.removed": _("An eligibility rule was removed"),
}
