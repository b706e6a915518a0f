"""Three pages behind links: one with a button, one careless one that writes when it is merely opened."""

from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path

from forebild.shared.errors import NotNow
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link


@safe_link("test.answer")
def answer(request: HttpRequest, link: Link) -> HttpResponse:
    if request.method == "POST":
        with transaction.atomic():
            links.use(link)
            Group.objects.create(name=f"answered {link.subject_id}")
        return HttpResponse("Thank you")
    return HttpResponse(f"<form method=post><button>Answer {link.subject_id}</button></form>")


@safe_link("test.answer")
def careless(request: HttpRequest, link: Link) -> HttpResponse:
    Group.objects.create(name="careless")
    return HttpResponse()


@safe_link("test.answer")
def careless_late(request: HttpRequest, link: Link) -> HttpResponse:
    return TemplateResponse(request, "careless.html", {"make": lambda: Group.objects.create(name="late")})


@safe_link("test.answer")
def too_late(request: HttpRequest, link: Link) -> HttpResponse:
    raise NotNow("Nominations are closed.")


urlpatterns = [
    path("answer/<str:token>/", answer),
    path("careless/<str:token>/", careless),
    path("careless-late/<str:token>/", careless_late),
    path("too-late/<str:token>/", too_late),
]
