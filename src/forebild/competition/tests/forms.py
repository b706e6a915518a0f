"""A form with every kind of question, answers to it, and small files."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from forebild.competition.models import Entry, Question, Section
from forebild.competition.services.drafts import add_file, save_answers
from forebild.people.models import Person
from forebild.programme.models import Edition

CHOICES = [{"value": "small", "sv": "Liten", "en": "Small"}, {"value": "large", "sv": "Stor", "en": ""}]
ANSWERS: dict[str, Any] = {
    "title": "Ställtider på fyra minuter",
    "deed": "Vi filmade varje omställning.\nSedan byggde vi om.",
    "saving": "1 250,5",
    "size": "small",
    "areas": ["small", "large"],
    "nerve": "4",
    "link": "https://exempel.example/stall",
}


def make_form(edition: Edition) -> None:
    """Two sections; the second has the picture, and answers of each visibility."""
    story = Section.objects.create(edition=edition, position=1, title_sv="Berättelsen", title_en="The story")
    facts = Section.objects.create(edition=edition, position=2, title_sv="Fakta", title_en="Facts")
    ask(story, "title", "short", max_length=80, visibility="public", visibility_fixed=True)
    ask(story, "deed", "long", max_length=500, hint_sv="Skriv <kort>.", hint_en="Write <briefly>.")
    ask(facts, "saving", "number", unit="kkr", visibility="never")
    ask(facts, "size", "choice", choices=CHOICES)
    ask(facts, "areas", "choices", choices=CHOICES)
    ask(facts, "nerve", "scale", scale_min=1, scale_max=5)
    ask(facts, "link", "link", required=False)
    ask(facts, "paper", "file", required=False)
    ask(facts, "photo", "picture")


def ask(section: Section, key: str, kind: str, **changes: Any) -> Question:
    """One more question."""
    values = {
        "label_sv": f"Fråga {key}",
        "label_en": f"Question {key}",
        "position": 1 + section.questions.count(),
    }
    return Question.objects.create(section=section, key=key, kind=kind, **values | changes)


def question(entry: Entry, key: str) -> Question:
    return Question.objects.get(section__edition=entry.edition, key=key)


def fill(entry: Entry, actor: Person) -> None:
    """Answer everything."""
    save_answers(actor=actor, entry=entry, changes=ANSWERS, base_revision=entry.document.revision)
    use = add_file(actor=actor, entry=entry, question=question(entry, "photo"), upload=picture())
    save_answers(actor=actor, entry=entry, changes={f"alt-{use.public_id}": "En bock."}, base_revision=2)
    entry.refresh_from_db()
    entry.document.refresh_from_db()


def picture(name: str = "bild.png") -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (40, 30), "green").save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


def paper(name: str = "rapport.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7\n1 0 obj\n%%EOF\n", "application/pdf")
