"""All pages of the app: the office's and the jury's leaders', and the company's own."""

from django.urls import path

from forebild.feedback.views import answers, company, letters, sending

app_name = "feedback"

_ROOM = "kansli/<int:edition_year>/aterkoppling/"
_LETTER = f"{_ROOM}brev/<str:letter_id>/"

urlpatterns = [
    path("aterkoppling/<str:token>/", company.letter_answer, name="letter_answer"),
    path("bidrag/<str:entry_id>/juryns-brev/", company.letter, name="letter"),
    path(_ROOM, letters.letters, name="letters"),
    path(f"{_ROOM}utkast/", letters.letters_draft, name="letters_draft"),
    path(f"{_ROOM}ko/", letters.queue, name="queue"),
    path(f"{_ROOM}skicka/", sending.letters_send, name="letters_send"),
    path(f"{_ROOM}utskick/<str:dispatch_id>/stoppa/", sending.letters_stop, name="letters_stop"),
    path(f"{_ROOM}tack/", sending.thanks, name="thanks"),
    path(f"{_ROOM}svar/", answers.answers, name="answers"),
    path(f"{_ROOM}svar/<str:answer_id>/last/", answers.answer_read, name="answer_read"),
    path(_LETTER, letters.letter_edit, name="letter_edit"),
    path(f"{_LETTER}autospara/", letters.letter_autosave, name="letter_autosave"),
    path(f"{_LETTER}lamna-tillbaka/", letters.letter_return, name="letter_return"),
    path(f"{_LETTER}ta-upp/", letters.letter_reopen, name="letter_reopen"),
    path(f"{_LETTER}historik/", letters.letter_history, name="letter_history"),
    path(f"{_LETTER}jamfor/", letters.letter_compare, name="letter_compare"),
    path(f"{_LETTER}aterstall/", letters.letter_restore, name="letter_restore"),
]
