from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AskingConfig(AppConfig):
    name = "forebild.asking"
    label = "asking"

    def ready(self) -> None:
        """Stand beside stories and companies, hear of publications, and name the log's verbs."""
        from forebild.asking import notices, permissions, receivers  # noqa: F401 each registers itself
        from forebild.asking.beside import company_note, office_note, story_note
        from forebild.library.beside import OFFICE, STORY, show_beside
        from forebild.people.beside import COMPANY
        from forebild.people.beside import show_beside as show_beside_company
        from forebild.shared.audit.words import name_actions

        show_beside(STORY, story_note)
        show_beside(OFFICE, office_note)
        show_beside_company(COMPANY, company_note)
        name_actions(_ACTIONS)


_ACTIONS = {
    "asking.reception.asked": _("A company was asked whether it takes questions and visits"),
    "asking.reception.set": _("A company said which questions and visits it takes"),
    "asking.reception.stopped": _("A company takes no more questions and visits"),
    "asking.enquiry.asked": _("Somebody wrote a question to a company"),
    "asking.enquiry.sent": _("A question reached a company"),
    "asking.enquiry.postponed": _("Somebody asked to be reminded when a new month begins"),
    "asking.enquiry.answered": _("A company answered a question"),
    "asking.enquiry.declined": _("A company declined a question"),
    "asking.enquiry.proposed": _("A company proposed times for a visit"),
    "asking.enquiry.times_refused": _("None of the times for a visit suited"),
    "asking.enquiry.agreed": _("A visit was agreed"),
    "asking.enquiry.withdrawn": _("A question was taken back"),
    "asking.enquiry.lapsed": _("A question was never confirmed, and was erased"),
    "asking.enquiry.closed": _("The office told an asker that no answer has come"),
    "asking.enquiry.reported": _("A company reported a question as abuse"),
    "asking.enquiry.erased": _("A question was erased after a year"),
    "asking.public_answer.offered": _("A company offered to show a question and its answer"),
    "asking.public_answer.shown": _("A question and its answer became public"),
    "asking.public_answer.removed": _("A public question and its answer were taken away"),
}
