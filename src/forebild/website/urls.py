"""The pages that span apps."""

from django.urls import path

from forebild.website.views import dashboard, home, start

app_name = "website"

urlpatterns = [
    path("", home.home, name="home"),
    path("start/", start.start, name="start"),
    path("kansli/", dashboard.dashboard, name="dashboard"),
]
