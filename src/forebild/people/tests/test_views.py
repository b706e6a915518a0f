"""The pages about a company's editors: for the one responsible, and for nobody else."""

from __future__ import annotations

import pytest
from django.urls import reverse

from forebild.people.models import Membership
from tests.worlds import client_of, make_company, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def company():
    return make_company(owner=make_person("Anna Ansvarig"))


@pytest.fixture
def editor(company):
    return Membership.objects.create(person=make_person("Bo Redaktör"), organisation=company, part="editor")


def addresses(membership):
    parts = [membership.organisation.public_id, membership.person.public_id]
    return [reverse(f"people:{name}", args=parts) for name in ("hand_over", "editor_remove")]


def test_the_one_responsible_is_asked_before_an_editor_is_removed_or_takes_over(company, editor):
    owner = client_of(company.memberships.get(part="owner").person)
    for address in addresses(editor):
        assert "Bo Redaktör" in owner.get(address).content.decode()
    hand_over, _remove = addresses(editor)
    assert owner.post(hand_over).status_code == 302
    editor.refresh_from_db()
    assert editor.part == "owner"


def test_the_one_responsible_removes_an_editor(company, editor):
    owner = client_of(company.memberships.get(part="owner").person)
    _hand_over, remove = addresses(editor)
    assert owner.post(remove).status_code == 302
    assert not company.memberships.current().filter(pk=editor.pk).exists()


def test_an_editor_is_told_that_only_the_one_responsible_may(editor):
    for address in addresses(editor):
        assert client_of(editor.person).get(address).status_code == 403


def test_a_stranger_does_not_know_of_them(editor):
    for address in addresses(editor):
        assert client_of(make_person()).get(address).status_code == 404
