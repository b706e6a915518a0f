"""What a link opens, with everything that its pages need."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpRequest

from forebild.assessment.answers import is_answered
from forebild.assessment.asked import Asked, AskedQuestion, read_set
from forebild.assessment.models import Answering, Assessment
from forebild.assessment.queries.sittings import answering_of_link, first_answering, sitting_of_link
from forebild.shared.links.models import Link


@dataclass
class Sitting:
    """An assessment, or one colleague's part of it, behind a token."""

    assessment: Assessment
    token: str
    colleague: Answering | None = None

    @cached_property
    def asked(self) -> Asked:
        """The questions."""
        return read_set(self.assessment.question_set.data)

    @cached_property
    def answering(self) -> Answering:
        """The answers that are written here."""
        return self.colleague or first_answering(self.assessment)

    @property
    def is_owner(self) -> bool:
        """Whether it is the sitting of whoever began, with its result."""
        return self.colleague is None

    def group(self, number: int) -> tuple[AskedQuestion, ...]:
        """The questions of a page, counted from one. Raises Http404."""
        if not 1 <= number <= len(self.asked.groups):
            raise Http404
        return self.asked.groups[number - 1]

    @property
    def answered_counts(self) -> list[tuple[int, int]]:
        """For each page: how many of its questions are answered, and how many there are."""
        fields = self.answering.document.fields
        return [(sum(is_answered(each, fields) for each in group), len(group)) for group in self.asked.groups]


def sitting_at(request: HttpRequest, link: Link) -> Sitting:
    """The owner's. Raises Http404 once it is deleted."""
    assessment = sitting_of_link(link.subject_id)
    if assessment is None:
        raise Http404
    return Sitting(assessment, _token(request))


def colleague_at(request: HttpRequest, link: Link) -> Sitting:
    """A colleague's. Raises Http404 once it is taken away."""
    answering = answering_of_link(link.subject_id)
    if answering is None:
        raise Http404
    return Sitting(answering.assessment, _token(request), answering)


def _token(request: HttpRequest) -> str:
    return str(request.resolver_match.kwargs["token"]) if request.resolver_match else ""
