"""The demo's sign-in links: signed, for sample persons only, refused outside the demo."""

from __future__ import annotations

from django.core import signing

from forebild.people.models import Person
from forebild.shared.errors import NotAllowed
from forebild.shared.urls import site_url

SALT = "people.demo"
DEMO_SESSION_KEY = "demo_sign_in"  # such a session needs no second factor


def demo_link(*, person: Person) -> str:
    """The whole address that signs `person`, a sample person, in.

    Raises NotAllowed for a person who is no sample.
    """
    if not person.is_sample:
        raise NotAllowed("Only sample persons have demo links.")
    return site_url("people:demo_sign_in", person.language, token=signing.dumps(person.public_id, salt=SALT))


def sample_person(public_id: str) -> Person:
    """The sample person with this id. Raises Person.DoesNotExist for anybody real."""
    return Person.objects.get(public_id=public_id, is_sample=True)
