"""What stories lack: the advice beside a draft, and the office's list over all of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from forebild.library.checks import advice_on, lix_of
from forebild.library.lists import missing_in_words
from forebild.library.models import ExamplePicture, GoodExample, Recheck
from forebild.library.queries_missing import MISSING, with_what_is_missing
from forebild.library.services import examples, pictures, remarks
from forebild.library.tests.stories import make_example
from forebild.library.tests.test_examples import picture
from forebild.shared.errors import InvalidInput, NotNow
from tests.worlds import client_of, make_office

pytestmark = pytest.mark.django_db

WHOLE: dict[str, Any] = {
    "ingress_en": "How they stopped looking for paper.",
    "technologies": ["mobile"],
    "cost_band": "under_50k",
    "time_band": "3m_6m",
    "maturity_step": "starting",
}


def lacking(example: GoodExample) -> set[str]:
    found = with_what_is_missing(GoodExample.objects.filter(pk=example.pk)).get()
    return {kind for kind in MISSING if getattr(found, f"lacks_{kind}")}


def with_picture(example: GoodExample, alt_en: str = "A pad.") -> GoodExample:
    pictures.add_picture(
        actor=make_office(),
        example=example,
        upload=picture(),
        alt_sv="Platta.",
        alt_en=alt_en,
        permitted_by="V",
    )
    return GoodExample.objects.get(pk=example.pk)


def save(example: GoodExample, **changes: Any) -> None:
    document = GoodExample.objects.get(pk=example.pk).document
    examples.save_example(
        actor=make_office(),
        document=document,
        changes=changes,
        base_revision=document.revision,
        allowed=list(changes),
    )


def test_a_whole_story_lacks_nothing() -> None:
    assert lacking(with_picture(make_example(**WHOLE))) == set()


def test_each_thing_that_is_missing_is_found() -> None:
    assert lacking(make_example()) == {"english", "picture", "facts"}
    example = with_picture(make_example(**WHOLE), alt_en="")
    assert lacking(example) == {"alt"}
    save(example, title_sv="")
    assert lacking(example) == {"alt", "swedish"}
    save(example, title_sv="Ny rubrik")
    assert lacking(example) == {"alt", "older"}
    save(example, title_en="New title", technologies=[])
    assert lacking(example) == {"alt", "facts"}
    remarks.say_remark(actor=make_office(), example=example, text="Se över.")
    assert lacking(example) == {"alt", "facts", "remarks"}
    question = Recheck.objects.create(example=example, email="a@b.example")
    assert "answer" not in lacking(example)
    Recheck.objects.filter(pk=question.pk).update(ended_at=question.asked_at)
    assert "answer" in lacking(example)
    Recheck.objects.create(
        example=example, email="a@b.example", answered_at=question.asked_at, answer="right"
    )
    assert "answer" not in lacking(example)


def test_the_list_narrows_by_what_is_missing_and_is_a_file() -> None:
    whole, poor = with_picture(make_example(**WHOLE)), make_example()
    remarks.say_remark(actor=make_office(), example=poor, text="Se över.")
    office, page = client_of(make_office()), reverse("library:example_list")

    def shown(query: str) -> set[str]:
        listing = office.get(page + query).context["listing"]
        return {each.public_id for each in listing.rows}

    assert shown("") == {whole.public_id, poor.public_id}
    assert shown("?missing=english&missing=alt") == {poor.public_id}
    assert shown("?missing=alt") == set()
    assert shown("?state=published") == set()
    assert shown("?award=yes") == {whole.public_id, poor.public_id}
    assert shown(f"?q={poor.organisation.name}") == {poor.public_id}
    text = b"".join(office.get(page + "?format=csv&missing=remarks")).decode()
    assert poor.organisation.name in text
    assert "English is missing" in text
    assert whole.organisation.name not in text


def test_what_is_missing_is_said_in_words() -> None:
    found = with_what_is_missing(GoodExample.objects.filter(pk=make_example().pk)).get()
    assert missing_in_words(found) == "English is missing, No picture, Facts are not said"


def test_advice_on_a_bare_draft_names_everything_and_where() -> None:
    advice = advice_on(make_example(challenge_sv="", deed_sv=""), None)
    codes = [each.code for each in advice]
    assert codes.count("needed") == 2
    assert codes.count("untranslated") == 3
    assert "no_picture" in codes
    assert codes.count("no_fact") == 4
    assert "The challenge, in Swedish" in [each.where for each in advice]


def test_a_picture_is_described_anew_and_what_is_published_keeps_its_words() -> None:
    office, example = client_of(make_office()), with_picture(make_example(**WHOLE), alt_en="")
    first = example.pictures.get()
    page = reverse("library:example_picture_edit", kwargs={"example_id": example.public_id})
    words = {"alt_sv": "Platta.", "alt_en": "A pad.", "permitted_by": "Vera"}
    assert "alt_sv" in office.post(page, words | {"alt_sv": ""}).context["form"].errors
    assert office.post(page, words).status_code == 302
    example = GoodExample.objects.get(pk=example.pk)
    first.refresh_from_db()
    chosen = example.pictures.get(public_id=example.document.fields["picture"])
    assert (chosen.alt_en, chosen.file, first.alt_en) == ("A pad.", first.file, "")
    assert lacking(example) == set()
    with pytest.raises(NotNow, match="no picture"):
        pictures.describe_picture(actor=make_office(), example=make_example(), **words)
    with pytest.raises(InvalidInput):
        pictures.describe_picture(actor=make_office(), example=example, **words | {"permitted_by": " "})


def test_advice_on_a_whole_story_is_none() -> None:
    example = with_picture(make_example(**WHOLE))
    assert advice_on(example, example.pictures.get()) == []
    silent = ExamplePicture(alt_sv="", alt_en="", permitted_by="")
    assert [each.code for each in advice_on(example, silent)] == ["no_alt", "no_alt", "no_permission"]


def test_heading_jumps_and_heavy_texts_are_told_of_in_each_language() -> None:
    heavy = "Implementeringen av produktionsutrustningens digitaliseringsförutsättningar " * 12
    example = make_example(challenge_sv="# Ett\n\n### Tre", deed_en=f"{heavy}.")
    found = {(each.code, each.where) for each in advice_on(example, None)}
    assert ("heading_jump", "The challenge, in Swedish") in found
    assert ("long_sentence", "What they did, in English") in found
    scores = dict(lix_of(example))
    assert scores["en"] > 45
    assert scores["sv"] < 40


def test_an_older_translation_is_told_of() -> None:
    example = with_picture(make_example(**WHOLE))
    save(example, title_sv="Ny rubrik")
    example = GoodExample.objects.get(pk=example.pk)
    [advice] = advice_on(example, example.pictures.get())
    assert (advice.code, advice.where) == ("outdated", "Title, in English")


def test_a_value_that_no_vocabulary_has_is_refused_beside_its_field() -> None:
    with pytest.raises(InvalidInput) as refusal:
        save(make_example(), technologies=["steam"], cost_band="under_50k")
    assert list(refusal.value.fields) == ["technologies"]


def test_facts_are_written_compared_and_restored_with_the_text() -> None:
    office, example = client_of(make_office()), make_example()
    parts = {"example_id": example.public_id}
    edit = reverse("library:example_edit", kwargs=parts)
    texts = {"title_sv": "Rubrik", "revision": example.document.revision}
    wrong = office.post(edit, texts | {"technologies": ["steam"]})
    assert "technologies" in wrong.context["form"].errors
    assert office.post(edit, texts | {"technologies": ["ai", "sensors"], "goals": "9"}).status_code == 302
    document = GoodExample.objects.get(pk=example.pk).document
    assert (document.fields["technologies"], document.fields["goals"]) == (["sensors", "ai"], ["9"])
    assert '<input type="checkbox" name="technologies" value="ai"' in office.get(edit).content.decode()
    first = document.versions.earliest("pk")
    compare = reverse("library:example_compare", kwargs=parts) + f"?from={first.public_id}"
    assert "AI and machine learning" in office.get(compare).content.decode()
    office.post(reverse("library:example_restore", kwargs=parts), {"version": first.public_id})
    document.refresh_from_db()
    assert document.fields["technologies"] == []


def test_a_story_without_an_award_is_begun_planned_and_called_off() -> None:
    office = client_of(make_office())
    new = reverse("library:example_new")
    old = make_example("approved")
    typed = {"name": "Aldrig Tävlat AB", "country": "SE", "number": "1"}
    assert "number" in office.post(new, typed).context["form"].errors
    assert office.post(new, typed | {"number": "556000-4615"}).status_code == 302
    assert GoodExample.objects.latest("pk").organisation.name == "Aldrig Tävlat AB"
    parts = {"example_id": old.public_id}
    schedule = reverse("library:example_schedule", kwargs=parts)
    past = office.post(schedule, {"at_0": "2020-01-01", "at_1": "10:00"})
    assert "at" in past.context["form"].errors
    assert office.post(schedule, {"at_0": "2099-01-01", "at_1": "10:00"}).status_code == 302
    edit = reverse("library:example_edit", kwargs=parts)
    assert "Call the publication off" in office.get(edit).content.decode()
    assert office.post(reverse("library:example_unschedule", kwargs=parts)).status_code == 302
    old.refresh_from_db()
    assert old.state == "approved"


def test_what_is_gone_says_since_when_and_leads_to_others() -> None:
    office = make_office()
    gone = make_example("published", technologies=["ai"], title_sv="Borta")  # type: ignore[arg-type]
    make_example("published", title_sv="Annat", title_en="Something else")
    make_example("published", technologies=["ai"], title_en="Also with AI")  # type: ignore[arg-type]
    examples.withdraw_example(actor=office, example=gone, reason="HEMLIGT skäl")
    page = client_of(None).get(f"/en/exempel/{gone.slug}/")
    text = page.content.decode()
    assert page.status_code == 410
    assert "It was here until" in text
    assert text.index("Also with AI") < text.index("Something else")
    assert "HEMLIGT" not in text
    assert "Borta" not in text


def test_a_withdrawal_has_a_reason_and_by_whose_wish() -> None:
    example, office = make_example("published"), make_office()
    page = reverse("library:example_withdraw", kwargs={"example_id": example.public_id})
    client = client_of(office)
    assert "reason" in client.post(page, {"wish": "office", "reason": " "}).context["form"].errors
    nobody = client.post(page, {"wish": "company", "reason": "De vill inte."})
    assert "name" in nobody.context["form"].errors
    client.post(page, {"wish": "company", "reason": "De vill inte.", "name": "Vera"})
    withdrawal = example.withdrawals.get()
    assert (withdrawal.wish, withdrawal.name, withdrawal.withdrawn_by) == ("company", "Vera", office)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_statements_for_few_as_for_many(
    count: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(count):
        remarks.say_remark(actor=make_office(), example=make_example(), text="Se över.")
    office, page = client_of(make_office()), reverse("library:example_list")
    office.get(page)
    with django_assert_max_num_queries(24):
        office.get(page)
