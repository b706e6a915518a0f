"""All addresses, and the gallery's with the pages that say no, which the product has in the demo only."""

from django.urls import include, path

from forebild.config.urls import handler500
from forebild.config.urls import urlpatterns as _all

__all__ = ["handler500", "urlpatterns"]

urlpatterns = [path("komponenter/", include("forebild.shared.ui.urls")), *_all]
