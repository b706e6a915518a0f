from django.urls import path

from forebild.shared.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.record_list, name="record_list"),
    path("check/", views.chain_check, name="chain_check"),
    path("export.jsonl", views.record_export, name="record_export"),
]
