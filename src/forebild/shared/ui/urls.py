"""The gallery: every component in every state. In the demo only."""

from django.urls import path

from forebild.shared.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("formular/", views.gallery_form, name="gallery_form"),
    path("framsida/", views.gallery_front, name="gallery_front"),
    path("kontor/", views.gallery_office, name="gallery_office"),
    path("besked/<slug:name>/", views.gallery_message, name="gallery_message"),
]
