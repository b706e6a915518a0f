"""The office's outbox, and the demo's mailbox beside it."""

from django.urls import path

from forebild.shared.outbox.views import demo, office

app_name = "outbox"

urlpatterns = [
    path("", office.message_list, name="message_list"),
    path("brev/<str:message_id>/", office.message, name="message"),
    path("brev/<str:message_id>/skicka-igen/", office.message_resend, name="message_resend"),
    path("brev/<str:message_id>/avsta/", office.message_give_up, name="message_give_up"),
    path("brev/<str:message_id>/stoppa/", office.message_stop, name="message_stop"),
    path("omgang/<str:batch>/", office.batch, name="batch"),
    path("omgang/<str:batch>/stoppa/", office.batch_stop, name="batch_stop"),
    path("omgang/<str:batch>/skicka-nu/", office.batch_release, name="batch_release"),
    path("texter/", office.text_list, name="text_list"),
    path("texter/<str:kind>/<str:language>/", office.text_edit, name="text_edit"),
    path("texter/<str:kind>/<str:language>/aterstall/", office.text_restore, name="text_restore"),
    path("texter/<str:kind>/<str:language>/prova/", office.text_test, name="text_test"),
    path("brevlada/", demo.mailbox, name="mailbox"),
    path("brevlada/<str:letter_id>/", demo.mailbox_letter, name="mailbox_letter"),
    path("brevlada/<str:letter_id>/bilaga/<int:number>/", demo.mailbox_attachment, name="mailbox_attachment"),
]
