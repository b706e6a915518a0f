"""What the entrant's template draws for each question: its field, files, who may read it, another's text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebild.competition.answers import UPLOADED
from forebild.competition.content import as_asked, in_words
from forebild.competition.forms_entrant import AnswerForm
from forebild.competition.models import EntryFile, Question
from forebild.competition.services import drafts
from forebild.shared.writing.services import Saved


def question_rows(
    questions: Sequence[Question],
    files: Sequence[EntryFile],
    form: AnswerForm,
    *,
    saved: Saved | None = None,
    problems: Mapping[str, str] | None = None,
) -> list[dict[str, Any]]:
    """A row for each question, for `competition/parts/question.html`."""
    return [
        {
            "question": question,
            "field": _bound(form, question.key),
            "visibility": _bound(form, f"{drafts.VISIBILITY}{question.key}"),
            "files": [
                {"use": use, "alt": _bound(form, f"{drafts.ALT}{use.public_id}")}
                for use in files
                if use.question_key == question.key
            ],
            "takes_more": sum(use.question_key == question.key for use in files) < drafts.MOST_FILES,
            "upload_problem": (problems or {}).get(f"upload-{question.key}", ""),
            "accept": _accept(question),
            "conflict": _conflict(question, saved),
        }
        for question in questions
    ]


def _bound(form: AnswerForm, name: str) -> Any:
    return form[name] if name in form.fields else None


def _accept(question: Question) -> str:
    if question.kind not in UPLOADED:
        return ""
    return ",".join(f".{extension}" for kind in drafts.kinds_for(question) for extension in kind.extensions)


def _conflict(question: Question, saved: Saved | None) -> dict[str, str] | None:
    """What another editor wrote meanwhile in the same answer."""
    both = saved.conflicts.get(question.key) if saved else None
    if both is None:
        return None
    theirs = in_words(as_asked(question), both.theirs, (get_language() or "sv")[:2])
    return {"by": both.by or _("Somebody else"), "theirs": theirs}
