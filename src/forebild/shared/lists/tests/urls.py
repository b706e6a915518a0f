"""The tests' own small site."""

from django.http import HttpResponse
from django.urls import include, path

from forebild.shared.lists.tests import worlds

_people = [path("sign-in", lambda request: HttpResponse("sign in"), name="sign_in")]

urlpatterns = [
    path("", worlds.public_list, name="public_list"),
    path("organisations", worlds.organisation_list, name="organisation_list"),
    path("organisations/greet", worlds.organisation_greet, name="organisation_greet"),
    path("lists/", include("forebild.shared.lists.urls")),
    path("people/", include((_people, "people"))),
]
