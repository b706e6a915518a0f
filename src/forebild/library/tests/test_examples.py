"""A good example's way, and all that is refused on it."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from forebild.competition.models import EntryFile
from forebild.library import queries
from forebild.library.models import GoodExample
from forebild.library.services import examples as services
from forebild.library.services import pictures
from forebild.library.tests.stories import fresh_link, make_award, make_example
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow, Overtaken
from forebild.shared.files import services as files
from forebild.shared.links.services import LinkUsed
from forebild.shared.outbox.models import Message
from tests.worlds import make_company, make_office, make_person, make_programme, make_submission

pytestmark = pytest.mark.django_db

QUESTIONS = [
    {"key": "why", "story_part": "challenge"},
    {"key": "how", "story_part": "deed"},
    {"key": "more", "story_part": "deed"},
    {"key": "cost", "story_part": "result"},
    {"key": "own", "story_part": ""},
    {"key": "number", "story_part": "result"},
    {"key": "blank", "story_part": "lessons"},
]
ANSWERS = {
    "why": " Papper. ",
    "how": "Plattor.",
    "more": "Och kurs.",
    "cost": "HEMLIGT",
    "own": "EGET",
    "number": 12,
    "blank": " ",
}
VISIBILITY = {"why": "public", "how": "if_awarded", "more": "public", "cost": "never", "own": "public"} | {
    "number": "public",
    "blank": "public",
}


def picture() -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (40, 30), "green").save(content, "PNG")
    return SimpleUploadedFile("bild.png", content.getvalue(), "image/png")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_draft_holds_what_the_company_lets_be_public_and_nothing_else(language: str) -> None:
    owner = make_person(email="vd@bolag.example")
    award = make_award(
        make_company("Öppna Verken AB", owner=owner),
        questions=QUESTIONS,
        answers=ANSWERS,
        visibility=VISIBILITY,
        language=language,
    )
    example = services.draft_example(actor=make_office(), award=award)
    fields = example.document.fields
    assert fields[f"challenge_{language}"] == "Papper."
    assert fields[f"deed_{language}"] == "Plattor.\n\nOch kurs."
    assert fields["title_sv"] == "Öppna Verken AB"
    assert not any(secret in str(fields) for secret in ("HEMLIGT", "EGET", "12"))
    assert (example.contact_email, example.slug, example.state) == (
        *("vd@bolag.example", "oppna-verken-ab-2026", "draft"),
    )


@pytest.mark.parametrize(("visibility", "taken"), [("if_awarded", True), ("public", True), ("never", False)])
def test_a_draft_takes_the_picture_along_that_the_company_lets_be_public(
    visibility: str, taken: bool
) -> None:
    office, award = make_office(), make_award()
    use = EntryFile.objects.create(
        entry=award.entry,
        question_key="photo",
        file=files.store(picture(), actor=office),
        alt_en="A pad.",
    )
    named = {"question": "photo", "id": use.public_id}
    make_submission(
        award.entry,
        {},
        questions=[{"key": "why"}, {"key": "photo", "kind": "picture"}],
        visibility={"photo": visibility, "why": "public"},
        files=[{"question": "why", "id": "another"}, named],
    )
    example = services.draft_example(actor=office, award=award)
    shown = [(each.file, each.alt_sv, each.alt_en, each.permitted_by) for each in example.pictures.all()]
    assert shown == ([(use.file, "A pad.", "A pad.", "Inlämnare")] if taken else [])
    chosen = example.pictures.first()
    assert example.document.fields.get("picture", "") == (chosen.public_id if chosen else "")


def test_a_second_press_gives_the_same_and_equal_names_get_addresses_of_their_own() -> None:
    office = make_office()
    first, second = make_award(make_company("Likadant AB")), make_award(make_company("Likadant AB"))
    example = services.draft_example(actor=office, award=first)
    assert services.draft_example(actor=office, award=first) == example
    second.entry.submissions.all().delete()
    assert services.draft_example(actor=office, award=second).slug == "likadant-ab-2026-2"
    assert services.draft_example(actor=office, award=make_award(make_company("!!!"))).slug == "exempel-2026"
    assert example.contact_email == ""


def test_only_the_office_drafts_writes_asks_publishes_and_withdraws() -> None:
    stranger, example = make_person(), make_example("approved")
    with pytest.raises(NotAllowed):
        services.draft_example(actor=stranger, award=make_award())
    for action in (services.publish_example, services.withdraw_example, services.edit_example):
        with pytest.raises(NotAllowed):
            action(actor=stranger, example=example)
    submission = example.entry.submissions.get()
    with pytest.raises(NotAllowed):
        pictures.take_along(actor=stranger, example=example, submission=submission)
    with pytest.raises(NotAllowed):
        pictures.remove_picture(actor=stranger, example=example)
    with pytest.raises(NotAllowed):
        services.ask_company_to_approve(actor=stranger, example=example, email="a@b.example")
    with pytest.raises(NotAllowed):
        services.save_example(
            actor=stranger, document=example.document, changes={}, base_revision=1, allowed=[]
        )


def test_a_story_without_its_beginning_is_not_sent() -> None:
    example = make_example(deed_sv="")
    with pytest.raises(NotNow, match="needs a title"):
        services.ask_company_to_approve(actor=make_office(), example=example, email="a@b.example")
    assert not Message.objects.exists()


def test_asking_sends_a_link_and_ends_the_earlier_one() -> None:
    example = make_example("asked")
    first = fresh_link(example)
    services.ask_company_to_approve(actor=make_office(), example=example, email=" VD@Bolag.Example ")
    first.refresh_from_db()
    assert first.revoked_at is not None
    assert example.contact_email == "vd@bolag.example"
    assert {message.to_email for message in Message.objects.all()} == {"vd@bolag.example"}
    assert "/exempel/godkann/link-" in Message.objects.first().text


def test_the_yes_is_to_exactly_what_was_shown() -> None:
    example = make_example("asked")
    link = fresh_link(example)
    shown = example.document.revision
    with pytest.raises(InvalidInput) as refusal:
        services.approve_example(link=link, name=" ", revision=shown)
    assert set(refusal.value.fields) == {"name"}
    services.revise_example(link=link, changes={"deed_sv": "Något annat."}, revision=shown)
    with pytest.raises(Overtaken):
        services.approve_example(link=link, name="Vera D", revision=shown)
    with pytest.raises(Overtaken):
        services.revise_example(link=link, changes={"deed_sv": "Ett tredje."}, revision=shown)
    approved = services.approve_example(link=link, name=" Vera D ", revision=shown + 1)
    assert (approved.state, approved.approved_by_name, approved.approved_revision) == (
        *("approved", "Vera D", shown + 1),
    )
    with pytest.raises(LinkUsed):
        services.approve_example(link=link, name="Vera D", revision=shown + 1)
    with pytest.raises(NotNow, match="taken the text up"):
        services.revise_example(link=link, changes={}, revision=shown + 1)


def test_the_company_may_say_what_should_be_different() -> None:
    example = make_example("asked")
    link = fresh_link(example)
    with pytest.raises(InvalidInput) as refusal:
        services.return_example(link=link, wish="")
    assert set(refusal.value.fields) == {"wish"}
    services.return_example(link=link, wish=" Byt bild. ")
    example.refresh_from_db()
    assert (example.state, example.company_wish) == ("draft", "Byt bild.")


def test_nothing_is_published_without_a_yes_to_this_text() -> None:
    office = make_office()
    for state in ("draft", "asked"):
        with pytest.raises(NotNow):
            services.publish_example(actor=office, example=make_example(state))
    approved = make_example("approved")
    with pytest.raises(NotNow, match="as it was sent"):
        services.save_example(
            actor=office, document=approved.document, changes={}, base_revision=1, allowed=[]
        )
    approved.document.refresh_from_db()
    GoodExample.objects.filter(pk=approved.pk).update(approved_revision=1)
    approved.refresh_from_db()
    with pytest.raises(NotNow, match="has changed since"):
        services.publish_example(actor=office, example=approved)
    draft = make_example()
    with pytest.raises(IntegrityError, match="nothing_public_without_a_yes"), transaction.atomic():
        GoodExample.objects.filter(pk=draft.pk).update(state="published")


def test_readers_keep_what_was_published_until_the_next_yes() -> None:
    office = make_office()
    example = make_example("published")
    services.edit_example(actor=office, example=example)
    services.save_example(
        actor=office,
        document=example.document,
        changes={"title_sv": "Ny rubrik"},
        base_revision=example.document.revision,
        allowed=["title_sv"],
    )
    example.document.refresh_from_db()
    assert example.document.published_value("title_sv") == "Ritningarna ut"
    assert queries.published_examples(make_programme()).get() == example
    version = example.document.versions.order_by("pk").first()
    services.restore_example(actor=office, document=example.document, version=version)


def test_withdrawn_leaves_the_lists_and_only_what_was_public_is_called_gone() -> None:
    office, draft, public = make_office(), make_example(), make_example("published")
    with pytest.raises(NotNow, match="Nothing of this"):
        services.withdraw_example(actor=office, example=draft, reason="Såld.")
    services.edit_example(actor=office, example=public)
    services.withdraw_example(
        actor=office, example=public, reason="Såld."
    )  # also while the next text is being written
    assert not queries.published_examples(make_programme()).exists()
    assert queries.gone_example(public.slug) == public
    assert queries.gone_example(draft.slug) is None
    assert queries.public_example(public.slug) is None
    assert queries.sitemap_addresses(make_programme()) == []


def test_a_picture_needs_a_description_and_a_permission_and_is_published_with_the_text() -> None:
    office, example = make_office(), make_example()
    with pytest.raises(InvalidInput) as refusal:
        pictures.add_picture(
            actor=office, example=example, upload=picture(), alt_sv=" ", alt_en="", permitted_by=""
        )
    assert set(refusal.value.fields) == {"alt_sv", "permitted_by"}
    before = example.document.revision
    added = pictures.add_picture(
        actor=office,
        example=example,
        upload=picture(),
        alt_sv="En svarv.",
        alt_en="A lathe.",
        permitted_by="Vera D",
        photographer="Foto Graf",
    )
    example.document.refresh_from_db()
    assert example.document.revision == before + 1
    story = queries.story(example.document.fields, "sv", queries.pictures_of(example))
    assert story.picture == added
    pictures.remove_picture(actor=office, example=example)
    example.document.refresh_from_db()
    assert queries.story(example.document.fields, "sv", queries.pictures_of(example)).picture is None
    services.ask_company_to_approve(actor=office, example=example, email="vd@bolag.example")
    with pytest.raises(NotNow):
        pictures.remove_picture(actor=office, example=example)


def test_the_list_is_narrowed_by_place_trade_size_and_words() -> None:
    near = make_company("Nära AB", county="05", sector="25620")
    near.figures.create(year=2024, head_count=500)
    near.figures.create(year=2025, head_count=12)
    far = make_company("Fjärran AB", county="25", sector="10710")
    far.figures.create(year=2025, head_count=250)
    one = make_example("published", near)
    other = make_example("published", far, title_sv="Brödet_som 100 % lyfte", title_en="")
    make_example("published")  # no county, no trade, no figures
    make_example("approved", title_sv="Brödet som väntar")
    programme = make_programme()

    def found(**wanted: str) -> list[GoodExample]:
        return list(queries.published_examples(programme, **wanted))

    assert len(found()) == 3
    assert found(county="05") == [one]
    assert found(sector="metal") == [one]
    assert found(sector="food") == [other]
    assert found(sector="nonsense") == []
    assert found(size="small") == [one]
    assert found(size="large") == [other]
    assert found(size="medium") == []
    assert found(size="nonsense") == []
    assert found(words="BRÖDET_") == [other]
    assert found(words="100 %") == [other]
    assert found(words="fjärran") == [other]
    assert found(words="_ritningar") == []
    assert len(found(words=" ")) == 3


def test_a_story_falls_back_to_the_other_language_part_by_part() -> None:
    story = queries.story({"title_sv": "Rubrik", "deed_en": "Deed", "lessons_sv": ""}, "en", {})
    assert (story.title, story.parts) == ("Rubrik", (("deed", "Deed"),))


def test_awards_without_a_story_are_offered_winners_first() -> None:
    mention, winner = make_award(outcome="mention"), make_award()
    make_award(outcome="finalist")
    make_example()
    assert list(queries.awards_without_example(make_programme())) == [winner, mention]
