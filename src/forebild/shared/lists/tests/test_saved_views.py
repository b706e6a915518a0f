import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from forebild.shared.errors import InvalidInput, NotAllowed
from forebild.shared.lists.models import SavedView
from forebild.shared.lists.queries import saved_views
from forebild.shared.lists.services.saved_views import MOST_VIEWS, delete_view, save_view
from forebild.shared.lists.tests.worlds import make_organisation

SAVE = "/lists/views/save"


def save(actor, name="Mine", query="q=a&sort=-name", list_key="organisations"):
    return save_view(actor=actor, list_key=list_key, name=name, query=query)


def test_a_view_is_kept_per_person_and_list(anna, bo):
    mine = save(anna)
    save(bo)
    save(anna, list_key="others")
    assert list(saved_views(anna, "organisations")) == [mine]
    assert str(mine) == "Mine"
    assert list(saved_views(AnonymousUser(), "organisations")) == []


def test_views_come_in_swedish_order(anna):
    for name in ["Ö", "a", "Å", "Z", "Ä"]:
        save(anna, name)
    assert [view.name for view in saved_views(anna, "organisations")] == ["a", "Z", "Å", "Ä", "Ö"]


def test_the_same_name_replaces_the_view(anna):
    first = save(anna, query="q=a")
    second = save(anna, name="  Mine ", query="q=b")
    assert (first.pk, second.query) == (second.pk, "q=b")
    assert SavedView.objects.count() == 1


def test_where_one_was_is_not_part_of_what_one_looked_at(anna):
    view = save(
        anna, query="q=%C3%A5&county=01&county=25&page=3&format=csv&separator=comma&kind=&columns=a,b"
    )
    assert view.query == "q=%C3%A5&county=01&county=25&columns=a,b"


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\0b", "a\u202eb"])
def test_a_name_that_cannot_be_read_is_refused(anna, name):
    with pytest.raises(InvalidInput) as refused:
        save(anna, name)
    assert refused.value.fields == {"name": "Give the view a name of at most 60 ordinary characters."}
    assert SavedView.objects.count() == 0


def test_an_address_too_long_to_keep_is_refused(anna):
    save(anna, "as long as can be", "q=" + "x" * 1998)
    with pytest.raises(InvalidInput, match="too many filters"):
        save(anna, query="q=" + "x" * 1999)


def test_there_is_an_end_to_views_but_an_old_one_can_still_be_replaced(anna, bo):
    for number in range(MOST_VIEWS):
        save(anna, f"View {number}")
    with pytest.raises(InvalidInput, match="already have 50 views"):
        save(anna, "One more")
    save(anna, "View 7", "q=new")
    save(anna, list_key="others")
    save(bo)


def test_somebody_not_signed_in_saves_and_deletes_nothing(anna):
    view = save(anna)
    with pytest.raises(NotAllowed):
        save(AnonymousUser())
    with pytest.raises(NotAllowed):
        delete_view(actor=AnonymousUser(), view=view)
    assert SavedView.objects.count() == 1


def test_only_ones_own_view_can_be_deleted(anna, bo):
    view = save(anna)
    with pytest.raises(NotAllowed, match="Only the person who saved a view"):
        delete_view(actor=bo, view=view)
    delete_view(actor=anna, view=view)
    assert SavedView.objects.count() == 0


def test_the_database_keeps_a_name_once(anna):
    view = save(anna)
    view.pk, view.public_id = None, "another"
    with pytest.raises(IntegrityError), transaction.atomic():
        view.save(force_insert=True)


def test_a_view_is_saved_from_the_list_and_opened_by_its_link(annas, anna):
    make_organisation("Bolag", members=[anna])
    form = {
        "path": "/organisations",
        "list_key": "organisations",
        "query": "q=bolag&page=2",
        "name": "Bolagen",
    }
    answer = annas.post(SAVE, form, follow=True)
    assert answer.redirect_chain == [("/organisations?q=bolag", 302)]
    assert [str(message) for message in answer.context["messages"]] == ["The view “Bolagen” is saved."]
    assert '<a href="?q=bolag" aria-current="page">Bolagen</a>' in answer.content.decode()
    assert '<a href="?q=bolag">Bolagen</a>' in annas.get("/organisations").content.decode()


def test_a_view_is_deleted_from_the_list(annas, anna):
    view = save(anna)
    answer = annas.post(f"/lists/views/{view.public_id}/delete", {"path": "/organisations?q=x"})
    assert (answer.status_code, answer.url) == (302, "/organisations")
    assert SavedView.objects.count() == 0


def test_anothers_view_is_not_found(annas, bo):
    view = save(bo)
    assert annas.post(f"/lists/views/{view.public_id}/delete").status_code == 404
    assert SavedView.objects.count() == 1


def test_reading_changes_nothing(annas, anna):
    view = save(anna)
    assert annas.get(f"/lists/views/{view.public_id}/delete").status_code == 405
    assert annas.get(SAVE, {"name": "x"}).status_code == 405
    assert SavedView.objects.count() == 1


def test_a_refusal_says_why(annas, anna):
    answer = annas.post(SAVE, {"path": "/organisations", "list_key": "organisations", "name": ""})
    assert answer.status_code == 409
    assert "Give the view a name of at most 60 ordinary characters." in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["", "//evil.example", "https://evil.example/", "evil", "/\\evil.example", "javascript:1"]
)
def test_the_way_back_never_leads_out_of_the_house(annas, anna, path):
    assert annas.post(SAVE, {"path": path, "list_key": "a", "name": "x", "query": "q=1"}).url == "/?q=1"
