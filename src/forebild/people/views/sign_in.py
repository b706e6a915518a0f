"""Signing in: a code by mail, or a passkey; in the demo also a link per role."""

from __future__ import annotations

from typing import Any

from allauth.account.views import RequestLoginCodeView
from django.conf import settings
from django.contrib.auth import login
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forebild.people.forms import SignInForm
from forebild.people.models import Person
from forebild.people.services.demo import DEMO_SESSION_KEY, SALT, sample_person
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


class SignInView(RequestLoginCodeView):
    """One field: the address. Known or unknown, the answer is the same and a code is on its way."""

    form_class = SignInForm
    template_name = "people/sign_in.html"
    permission = Permission.PUBLIC

    def get_form_class(self) -> type[SignInForm]:
        return SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"demo": settings.DEMO}


sign_in = SignInView.as_view()
sign_in.permission = Permission.PUBLIC  # type: ignore[attr-defined]


@page(Permission.PUBLIC)
def demo_sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """The demo's way in, one link a role: GET shows who one will be, POST signs in."""
    person = _demo_person(token)
    if request.method != "POST":
        return render(
            request,
            "ui/confirm.html",
            {
                "question": _("Sign in as %(name)s?") % {"name": person},
                "text": _("This way in exists in the demo only. The person is invented."),
                "button": _("Sign in"),
            },
        )
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[DEMO_SESSION_KEY] = True
    return redirect(settings.LOGIN_REDIRECT_URL)


def _demo_person(token: str) -> Person:
    if not settings.DEMO:
        raise Http404
    try:
        return sample_person(signing.loads(token, salt=SALT))
    except (signing.BadSignature, Person.DoesNotExist):
        raise Http404 from None
