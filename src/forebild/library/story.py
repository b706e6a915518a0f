"""From answers to a story: what an awarded company let become public, sorted into the story's five parts."""

from __future__ import annotations

from typing import Any

from forebild.competition.models import Award, Question
from forebild.library.answered_facts import answered_fact
from forebild.library.facts import FACTS, LISTS

PARTS = ("challenge", "deed", "result", "lessons", "first_step")
TEXTS = ("title", "ingress", *PARTS)
FIELDS = tuple(f"{text}_{language}" for text in TEXTS for language in ("sv", "en"))
EDITABLE = (*FIELDS, *FACTS)  # what office and company write; the picture is chosen on its own page


def empty_fields() -> dict[str, Any]:
    """A story of which nothing is written."""
    return dict.fromkeys(FIELDS, "") | {fact: [] if fact in LISTS else "" for fact in FACTS}


def draft_fields(content: dict[str, Any], award: Award) -> dict[str, Any]:
    """The first draft's fields, from a submission's `content`: only answers that may be public now.

    The award is public, so "public if awarded" counts; "never" never does.
    """
    language = content.get("language", "sv")
    parts: dict[str, list[str]] = {part: [] for part in PARTS}
    for question in content.get("questions", ()):
        part, key = question.get("story_part"), question["key"]
        answer = content.get("answers", {}).get(key)
        if part in parts and _may_show(content, key) and isinstance(answer, str) and answer.strip():
            parts[part].append(answer.strip())
    fields = empty_fields()
    fields["title_sv"] = fields["title_en"] = award.organisation_name
    for part, answers in parts.items():
        fields[f"{part}_{language}"] = "\n\n".join(answers)
    return fields | _answered_facts(content)


def _answered_facts(content: dict[str, Any]) -> dict[str, Any]:
    """The facts that the company's answers tell; where two questions tell one, the first that is known."""
    found: dict[str, Any] = {}
    for question in content.get("questions", ()):
        fact, key = question.get("story_part"), question["key"]
        answer = content.get("answers", {}).get(key)
        if fact in FACTS and _may_show(content, key) and answer not in (None, "", []):
            found[fact] = found.get(fact) or answered_fact(question, answer)
    return found


def public_picture(content: dict[str, Any]) -> dict[str, str] | None:
    """The first picture, as handed in, that may be public now; none where there is none."""
    asked_for = {
        question["key"]
        for question in content.get("questions", ())
        if question.get("kind") == Question.Kind.PICTURE and _may_show(content, question["key"])
    }
    return next((file for file in content.get("files", ()) if file["question"] in asked_for), None)


def _may_show(content: dict[str, Any], key: str) -> bool:
    return content.get("visibility", {}).get(key) in {"public", "if_awarded"}
