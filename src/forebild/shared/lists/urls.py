"""The pages of saved views; a list itself lives on its app's own page."""

from django.urls import path

from forebild.shared.lists import views

app_name = "lists"
urlpatterns = [
    path("views/save", views.saved_view_save, name="saved_view_save"),
    path("views/<str:public_id>/delete", views.saved_view_delete, name="saved_view_delete"),
]
