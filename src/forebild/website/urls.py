"""The pages that span apps."""

from django.urls import path

from forebild.website.views import home

app_name = "website"

urlpatterns = [
    path("", home.home, name="home"),
    path("start/", home.start, name="start"),
    path("kansli/", home.dashboard, name="dashboard"),
]
