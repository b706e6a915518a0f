from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AssessmentConfig(AppConfig):
    name = "forebild.assessment"
    label = "assessment"

    def ready(self) -> None:
        """Stand beside the pages of events, lay in the sets that come along, name the log's verbs."""
        from forebild.assessment import notices, permissions  # noqa: F401 each registers itself
        from forebild.assessment.beside import theme_note
        from forebild.assessment.receivers import lay_in_sets
        from forebild.events.beside import OFFICE, show_beside
        from forebild.shared.audit.words import name_actions

        show_beside(OFFICE, theme_note)
        post_migrate.connect(lay_in_sets, sender=self)
        name_actions(_ACTIONS)


_ACTIONS = {
    "assessment.assessment.begun": _("A self-assessment was begun"),
    "assessment.assessment.forgotten": _("A self-assessment that nobody had saved was erased"),
    "assessment.assessment.save_asked": _("Somebody asked to save a self-assessment"),
    "assessment.assessment.saved": _("A self-assessment was saved"),
    "assessment.assessment.handed_in": _("A self-assessment was handed in"),
    "assessment.assessment.taken_up": _("The answers of a self-assessment were opened again"),
    "assessment.assessment.shared": _("A company let the office read its self-assessment"),
    "assessment.assessment.unshared": _("A company no longer lets the office read its self-assessment"),
    "assessment.assessment.asked_again": _("A company was asked to do its self-assessment again"),
    "assessment.assessment.begun_again": _("A company began its self-assessment again"),
    "assessment.assessment.withdrawn": _("A company deleted its self-assessment"),
    "assessment.answering.done": _("A colleague was done with a self-assessment"),
    "assessment.answers.settled": _("A company settled its answers"),
    "assessment.colleague.invited": _("Colleagues were asked to answer a self-assessment"),
    "assessment.colleague.removed": _("A colleague's answers were taken away"),
    "assessment.assessment.opened": _(
        "Somebody opened the self-assessment of a company that he or she acts for"
    ),
    "assessment.adviser.asked": _("A company asked for an adviser from its self-assessment"),
    "assessment.benchmark.released": _("Figures to compare with were released"),
    "assessment.step.replaced": _("A company chose another next step"),
    "assessment.step.restored": _("A company took back a next step that it had replaced"),
    "assessment.step.done": _("A company ticked a next step as done"),
    "assessment.step.undone": _("A company said that a next step is not done"),
    "assessment.theme.set": _("It was said what an event helps with"),
    "assessment.figures.released": _("Figures of self-assessments were released"),
    "assessment.reports.prepared": _("Reports to entrants were prepared"),
    "assessment.reports.sent": _("Reports to entrants were sent"),
    "assessment.reports.stopped": _("Reports to entrants were stopped"),
    "assessment.report.opened": _("A company opened its report"),
    "assessment.report.erased": _("A company had its report erased"),
    "assessment.set.begun": _("A set of questions was begun"),
    "assessment.set.copied": _("A set of questions was copied"),
    "assessment.set.version_begun": _("A new version of a set of questions was begun"),
    "assessment.set.restored": _("An earlier text of a set of questions was brought back"),
    "assessment.set.opened": _("A set of questions was opened for companies"),
    "assessment.set.closed": _("A set of questions was closed"),
    "assessment.set.thrown_away": _("A set of questions that was never opened was thrown away"),
    "assessment.themes.changed": _("It was said what several events help with"),
    "assessment.themes.undone": _("What was said of several events was undone"),
}
