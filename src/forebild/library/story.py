"""From answers to a story: what an awarded company let become public, sorted into the story's five parts."""

from __future__ import annotations

from typing import Any

from forebild.competition.models import Award

PARTS = ("challenge", "deed", "result", "lessons", "first_step")
TEXTS = ("title", "ingress", *PARTS)
FIELDS = tuple(f"{text}_{language}" for text in TEXTS for language in ("sv", "en"))


def draft_fields(content: dict[str, Any], award: Award) -> dict[str, str]:
    """The first draft's fields, from a submission's `content`: only answers that may be public now.

    The award is public, so "public if awarded" counts; "never" never does.
    """
    language = content.get("language", "sv")
    parts: dict[str, list[str]] = {part: [] for part in PARTS}
    for question in content.get("questions", ()):
        part, key = question.get("story_part"), question["key"]
        may_show = content.get("visibility", {}).get(key) in {"public", "if_awarded"}
        answer = content.get("answers", {}).get(key)
        if part in parts and may_show and isinstance(answer, str) and answer.strip():
            parts[part].append(answer.strip())
    fields = dict.fromkeys(FIELDS, "")
    fields["title_sv"] = fields["title_en"] = award.organisation_name
    for part, answers in parts.items():
        fields[f"{part}_{language}"] = "\n\n".join(answers)
    return fields
