"""What the company answered the time before, question by question, in this version's questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

from forebild.assessment.answers import Fields, answer_of
from forebild.assessment.asked import Asked, read_set
from forebild.assessment.models import Assessment
from forebild.assessment.queries.sittings import first_answering
from forebild.assessment.wording import in_words


def company_fields(assessment: Assessment) -> dict[str, Any]:
    """The company's answers: the first one's, but for what was settled together."""
    fields = dict(first_answering(assessment).document.fields)
    for settled in assessment.settled.values():
        fields |= settled
    return fields


def asked_alike(asked: Asked, before: Asked) -> Mapping[str, str]:
    """This version's questions that were asked alike before, with their key of that time."""
    if asked.reckoned.version == before.reckoned.version:
        return {each.key: each.key for each in asked.questions}
    mapping = asked.mapping.get(before.reckoned.version, {})
    return {new: old for new, old in mapping.items() if new in asked.by_key and old in before.by_key}


def answers_before(asked: Asked, assessment: Assessment) -> dict[str, str]:
    """Last time's answers in words, by this version's questions; none where there was no last time."""
    previous, language = assessment.previous, get_language() or "sv"
    if previous is None or previous.state != "handed_in":
        return {}
    before, fields = read_set(previous.question_set.data), company_fields(previous)
    found = {}
    for new, old in asked_alike(asked, before).items():
        question = before.by_key[old]
        answer = answer_of(question, fields)
        if answer is not None:
            found[new] = in_words(question, answer, language)
    return found


def fields_before(asked: Asked, previous: Assessment) -> Fields:
    """Last time's answers as they are filled in beforehand: those that are answers in this version too."""
    before, fields = read_set(previous.question_set.data), company_fields(previous)
    found: dict[str, Any] = {}
    for new, old in asked_alike(asked, before).items():
        renamed = {
            name.replace(f"q_{old}", f"q_{new}", 1): value
            for name, value in fields.items()
            if name == f"q_{old}" or name.startswith(f"q_{old}__")
        }
        if answer_of(asked.by_key[new], renamed) is not None:
            found |= renamed
    return found
