"""A request whose person is known, for pages that only the signed-in reach."""

from django.http import HttpRequest

from forebild.people.models import Person


class PersonRequest(HttpRequest):
    """A request from somebody signed in: `@page` has seen to that."""

    user: Person
