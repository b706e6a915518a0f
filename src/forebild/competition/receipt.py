"""The PDF copy that a company gets of what it has handed in."""

from __future__ import annotations

from django.utils import translation

from forebild.competition.content import ReadAnswer, read_content
from forebild.competition.models import Submission
from forebild.shared.models import in_language
from forebild.shared.pdf import receipts

_VISIBILITY = {
    "public": receipts.Visibility.PUBLIC,
    "if_awarded": receipts.Visibility.AWARDED,
    "never": receipts.Visibility.NEVER,
}


def receipt_pdf(submission: Submission, language: str) -> bytes:
    """The submission as a PDF in `language` ("sv" or "en"); the same submission makes the same bytes."""
    edition = submission.entry.edition
    company = submission.content["organisation"]
    with translation.override(language):
        sections = [
            receipts.Section(section.title, [_answer(answer) for answer in section.answers])
            for section in read_content(submission.content, language)
        ]
        receipt = receipts.Receipt(
            programme=in_language(edition.programme, "name", language),
            edition=str(edition.year),
            company=company,
            entry=company,
            submitted_by=str(submission.submitted_by),
            submitted_at=submission.submitted_at,
            content_hash=submission.sha256,
            sections=sections,
        )
    return receipts.receipt_pdf(receipt, language=language)


def _answer(answer: ReadAnswer) -> receipts.Answer:
    files = [f"{file.name} ({file.alt})" if file.alt else file.name for file in answer.files]
    text = "\n".join([answer.text, *files]).strip()
    return receipts.Answer(answer.label, text, _VISIBILITY[answer.visibility])
