"""All addresses: Swedish at the root, English under /en/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = []

if settings.DEMO:
    urlpatterns += i18n_patterns(
        path("komponenter/", include("forebild.shared.ui.urls")), prefix_default_language=False
    )

handler500 = "forebild.shared.ui.views.server_error"
