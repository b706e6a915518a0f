import hashlib
import json
from datetime import timedelta

import pytest
from django import forms
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import Http404
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone, translation

from forebild.shared.errors import NotAllowed, NotNow
from forebild.shared.writing.models import Document, Presence
from forebild.shared.writing.queries import MOST_LISTED, as_text, content_hash
from forebild.shared.writing.services import save_fields
from forebild.shared.writing.views import autosave, compare_page, history_page, preview, restore, side_by_side

ALLOWED = {"title", "summary", "steps"}
BASE = engines["django"].from_string(
    "<title>{% block title %}{% endblock %}</title>{% block head %}{% endblock %}"
    "{% block page_header %}<h1></h1>{% endblock %}{% block content %}{% endblock %}"
)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def asked(actor, body, **more):
    request = RequestFactory().post("/", json.dumps(body), content_type="application/json", **more)
    request.user = actor
    return request


def sent(actor, fields, method="post", **more):
    request = getattr(RequestFactory(), method)("/", fields, **more)
    request.user = actor
    request._messages = CookieStorage(request)
    return request


def answer(response):
    return response.status_code, json.loads(response.content)


def test_autosave_answers_when_and_with_whom(document, anna, bo):
    Presence.objects.create(
        document=document, person="old", name="Ida", seen_at=timezone.now() - timedelta(seconds=61)
    )
    autosave(asked(bo, {"revision": 1, "fields": {}}), document, ALLOWED)
    status, body = answer(
        autosave(asked(anna, {"revision": 1, "fields": {"title": "Ny"}}), document, ALLOWED)
    )
    assert status == 200
    assert body == {
        "revision": 2,
        "saved_at": f"{timezone.localtime(document.updated_at):%H.%M}",
        "others": ["Bo Lind"],
        "conflicts": {},
        "updates": {},
    }
    assert Document.objects.get().fields["title"] == "Ny"


def test_autosave_shows_both_texts_of_a_conflict_and_what_else_is_new(document, save, anna, bo):
    save(bo, 1, title="Bos", summary="Bos")
    body = {"revision": 1, "fields": {"title": "Annas"}, "tab": "t1"}
    _status, answered = answer(autosave(asked(anna, body), document, ALLOWED))
    assert answered["conflicts"] == {"title": {"theirs": "Bos", "mine": "Annas", "by": "Bo Lind"}}
    assert answered["updates"] == {"summary": "Bos"}
    assert document.field_changes["title"]["hand"] == "bo"


def test_somebody_without_a_name_is_told_of_without_one(document, save, anna, bo):
    bo.name = ""
    autosave(asked(bo, {"revision": 1, "fields": {"title": "Bos"}}), document, ALLOWED)
    _status, body = answer(
        autosave(asked(anna, {"revision": 1, "fields": {"title": "A"}}), document, ALLOWED)
    )
    assert body["others"] == ["Somebody else"]
    assert body["conflicts"]["title"]["by"] == "Somebody else"


def test_a_plain_form_is_saved_too(document, anna):
    form = {"revision": "1", "title": "Ny", "steps": ["a", "b"], "csrfmiddlewaretoken": "x", "other": "y"}
    status, body = answer(autosave(sent(anna, form), document, ALLOWED))
    assert (status, body["revision"]) == (200, 2)
    assert document.fields == {"title": "Ny", "summary": "Kort.", "steps": ["a", "b"]}


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "text",
        {},
        {"revision": 1},
        {"fields": {}},
        {"revision": "1", "fields": {}},
        {"revision": True, "fields": {}},
        {"revision": 1, "fields": []},
        {"revision": 1, "fields": {"secret": "x"}},
        {"revision": 1, "fields": {"title": {"a": 1}}},
    ],
)
def test_what_cannot_be_understood_is_refused(document, anna, body):
    status, answered = answer(autosave(asked(anna, body), document, ALLOWED))
    assert status == 400
    assert answered["error"]
    assert Document.objects.get().revision == 1


@pytest.mark.parametrize("raw", ["{", "[" * 100_000, '{"revision": 1, "fields": {"title": NaN}}', "\ud800"])
def test_broken_json_is_refused(document, anna, raw):
    request = RequestFactory().post("/", raw.encode("utf8", "surrogatepass"), content_type="application/json")
    request.user = anna
    assert autosave(request, document, ALLOWED).status_code == 400


def test_a_form_without_a_revision_is_refused(document, anna):
    assert autosave(sent(anna, {"title": "x"}), document, ALLOWED).status_code == 400


def test_too_long_a_text_is_named(document, anna):
    request = asked(anna, {"revision": 1, "fields": {"title": "x" * 50_001}})
    status, body = answer(autosave(request, document, ALLOWED))
    assert status == 413
    assert "50000" in body["fields"]["title"]


def test_too_large_a_request_is_not_read(document, anna, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    assert (
        autosave(asked(anna, {"revision": 1, "fields": {"title": "x" * 200}}), document, ALLOWED).status_code
        == 413
    )
    assert preview(
        sent(anna, {"text": "x" * 200}, content_type="application/x-www-form-urlencoded")
    ).status_code in (
        200,
        413,
    )


@pytest.mark.parametrize(("refusal", "status"), [(NotNow("Closed."), 409), (NotAllowed("Not yours."), 403)])
def test_the_apps_own_service_may_refuse(document, anna, refusal, status):
    def closed(**_asked):
        raise refusal

    response = autosave(
        asked(anna, {"revision": 1, "fields": {"title": "Ny"}}), document, ALLOWED, save=closed
    )
    assert answer(response) == (status, {"error": refusal.reason, "fields": {}})
    assert Document.objects.get().revision == 1


def test_only_what_is_posted_is_saved(document, anna):
    assert (
        autosave(sent(anna, {"title": "x", "revision": "1"}, method="get"), document, ALLOWED).status_code
        == 405
    )


def statements(queries):
    return [q["sql"] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]


def test_an_autosave_takes_six_statements_however_long_the_history(
    document, save, anna, bo, django_assert_max_num_queries
):
    def count(body, actor):
        with django_assert_max_num_queries(20) as seen:
            assert autosave(asked(actor, body), document, ALLOWED).status_code == 200
        return len(statements(seen.captured_queries))

    assert count({"revision": 1, "fields": {"title": "a"}}, anna) == 6
    for number in range(5):
        save(bo, document.revision, note=f"n{number}", summary=str(number))
        save(anna, document.revision, note=f"n{number}", title=str(number))
    assert count({"revision": document.revision, "fields": {"title": "b"}}, anna) == 6
    assert count({"revision": document.revision, "fields": {}}, anna) == 3
    assert count({"revision": 1, "fields": {"title": "c"}}, bo) == 6


def test_history_lists_every_version_in_words(document, save, anna, bo):
    save(anna, 1, title="Ny")
    save(bo, 1, title="Bos")
    bo.name = ""
    save(bo, document.revision, note="signed", summary="x")
    save(None, document.revision, note="submitted")
    page = history_page(
        sent(anna, {}, method="get"), document, title="Bidraget", compare_url="/c", back_url="/b", base=BASE
    ).content.decode()
    for words in (
        "<title>History – Bidraget</title>", "Created", "1 field changed", "Typed while somebody else",
        "signed", "Submitted", "Somebody without a name", "The system", "Anna Ek", 'action="/c"', 'href="/b"',
    ):  # fmt: skip
        assert words in page
    assert page.count('name="from"') == 5
    assert page.count("<h1>") == 1
    assert "writing/writing" in page
    assert "latest" not in page
    assert "Kort." not in page


def test_history_reads_no_texts_and_has_a_limit(document, anna, django_assert_num_queries):
    versions = [
        document.versions.model(document=document, revision=number, fields={"title": "x"}, note="n")
        for number in range(2, MOST_LISTED + 10)
    ]
    document.versions.bulk_create(versions)
    with django_assert_num_queries(1) as seen:
        page = history_page(
            sent(anna, {}, method="get"), document, title="T", compare_url="/c", back_url="/b", base=BASE
        ).content.decode()
    assert '"fields"' not in seen.captured_queries[0]["sql"]
    assert page.count('name="from"') == MOST_LISTED
    assert "latest 200 versions" in page


LABELS = {"title": "Rubrik", "summary": "Sammanfattning", "steps": "Steg"}


def compare(document, actor, **query):
    request = sent(actor, query, method="get")
    return compare_page(
        request, document, LABELS, title="Bidraget", history_url="/h", restore_url="/r", base=BASE
    ).content.decode()


def test_a_comparison_marks_words_for_eye_and_ear(document, save, anna):
    save(anna, 1, title="Lasersvets <b>", steps=["ett", "två"])
    page = compare(document, anna, **{"from": document.versions.last().public_id})
    assert '<ins><span class="visually-hidden"> [added: </span> &lt;b&gt;<span' in page
    assert "Rubrik" in page
    assert "Steg" in page
    assert "Sammanfattning" not in page
    assert 'action="/r"' in page
    assert "to how it is now" in page


def test_two_versions_can_be_compared_and_removed_words_are_told(document, save, anna):
    save(anna, 1, note="submitted", summary="")
    save(anna, 2, note="submitted", summary="Senare")
    middle = document.versions.get(revision=2)
    page = compare(document, anna, **{"from": document.versions.last().public_id, "to": middle.public_id})
    assert '<del><span class="visually-hidden"> [removed: </span>Kort.' in page
    assert "Senare" not in page


def test_a_conflict_says_that_only_its_fields_come_back(document, save, anna, bo):
    save(anna, 1, title="Annas")
    save(bo, 1, title="Bos")
    page = compare(document, anna, **{"from": document.versions.get(note="conflict").public_id})
    assert "What was typed in the conflict" in page


def test_what_does_not_differ_has_no_button(document, anna):
    page = compare(document, anna, **{"from": document.versions.first().public_id})
    assert "Nothing differs." in page
    assert "<form" not in page


@pytest.mark.parametrize("query", [{}, {"from": "unknown"}])
def test_an_unknown_version_is_not_found(document, anna, query):
    with pytest.raises(Http404):
        compare(document, anna, **query)


def test_another_documents_version_is_not_found(document, anna, db):
    from forebild.shared.writing.services import new_document

    other = new_document(kind="entry", fields={"title": "Hemligt"})
    with pytest.raises(Http404):
        compare(document, anna, **{"from": other.versions.get().public_id})
    with pytest.raises(Http404):
        restore(sent(anna, {"version": other.versions.get().public_id}), document, back_url="/b")


def test_going_back_is_a_button(document, save, anna):
    save(anna, 1, title="Ny")
    first = document.versions.last()
    request = sent(anna, {"version": first.public_id}, method="get")
    assert restore(request, document, back_url="/b").status_code == 405
    assert Document.objects.get().fields["title"] == "Ny"
    response = restore(sent(anna, {"version": first.public_id}), document, back_url="/b")
    assert (response.status_code, response["Location"]) == (302, "/b")
    assert Document.objects.get().fields["title"] == "Lasersvets"


def test_preview_is_what_readers_get_with_advice(anna):
    page = preview(
        sent(anna, {"text": "**Hej**\n\n[läs mer](/a) <script>", "language": "sv"})
    ).content.decode()
    assert '<div lang="sv"><p><strong>Hej</strong></p>' in page
    assert "<script" not in page
    assert "Worth a second look" in page
    assert "<q>läs mer</q>" in page
    assert "<div lang" not in preview(sent(anna, {"text": "Hi", "language": "en"})).content.decode()


def test_preview_of_nothing_says_so(anna):
    page = preview(sent(anna, {})).content.decode()
    assert "Nothing is written yet." in page
    assert "0 words" in page


def test_preview_has_a_limit_and_is_posted(anna):
    assert preview(sent(anna, {"text": "x" * 50_001})).status_code == 413
    assert preview(sent(anna, {}, method="get")).status_code == 405


class PageForm(forms.Form):
    title_sv = forms.CharField(label="Rubrik")
    title_en = forms.CharField(label="Heading")
    lead_sv = forms.CharField(label="Ingress", widget=forms.Textarea)
    lead_en = forms.CharField(label="Lead", widget=forms.Textarea)


def test_two_languages_stand_side_by_side(document, anna):
    names = ["title_sv", "title_en", "lead_sv", "lead_en"]

    def change(**changes):
        save_fields(
            actor=anna, document=document, changes=changes, base_revision=document.revision, allowed=names
        )

    change(title_en="Hello", lead_en="Lead")
    change(title_sv="Hej")
    pairs = side_by_side(PageForm(), ["title", "lead"], document)
    assert [(pair.name, pair.debt.field, pair.debt.is_outdated) for pair in pairs] == [
        ("title", "title_en", True),
        ("lead", "lead_sv", False),
    ]
    page = render_to_string("writing/side_by_side.html", {"pairs": pairs, "preview_url": "/p"})
    assert "Older than the Swedish text" in page
    assert "The Swedish text is missing." in page
    assert page.index('name="title_sv"') < page.index('name="title_en"') < page.index('name="lead_sv"')
    assert page.count('data-preview-url="/p"') == 2  # a title of one line needs no tools
    assert "style=" not in page
    change(title_en="", lead_sv="Ingress", lead_en="")
    page = render_to_string(
        "writing/side_by_side.html", {"pairs": side_by_side(PageForm(), ["title"], document)}
    )
    assert "The English text is missing." in page
    assert "data-preview" not in page


def test_a_new_form_owes_nothing():
    assert [pair.debt for pair in side_by_side(PageForm(), ["title"])] == [None]


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (True, "✓"), (False, "–"), (3, "3"), (["a", True], "a\n✓"), ("x", "x")]
)
def test_every_value_can_be_compared_as_text(value, text):
    assert as_text(value) == text


def test_the_hash_is_of_the_content_whatever_its_order():
    expected = hashlib.sha256('{"a":"å","b":[1,true,null]}'.encode()).hexdigest()
    assert content_hash({"b": [1, True, None], "a": "å"}) == expected
    assert content_hash({"b": [1, True], "a": "å"}) != expected
