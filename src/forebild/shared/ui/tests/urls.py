"""The gallery and allauth's pages, for the tests of this folder."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def nothing(request: HttpRequest) -> HttpResponse:
    """A page whose author forgot to name its permission."""
    return HttpResponse("no permission named")


names = ([path("logga-in/", nothing, name="sign_in")], "people")
starts = ([path("start/", nothing, name="start"), path("hem/", nothing, name="home")], "website")

urlpatterns = i18n_patterns(
    path("komponenter/", include("forebild.shared.ui.urls")),
    path("konto/", include("allauth.urls")),
    path("utan/", nothing, name="unnamed"),
    path("", include(names)),
    path("", include(starts)),
    prefix_default_language=False,
)
handler500 = "forebild.shared.ui.views.server_error"
