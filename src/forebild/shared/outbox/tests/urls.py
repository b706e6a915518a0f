"""The outbox's pages, and the few others that they lead to."""

from django.http import HttpResponse
from django.urls import include, path

urlpatterns = [
    path("kansli/utskick/", include("forebild.shared.outbox.urls")),
    path("sign-in/", include(([path("", lambda request: HttpResponse(), name="sign_in")], "people"))),
]
