"""The office's outbox: what waits, what left, what needs a person; and the words that are sent."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from forebild.shared.errors import InvalidInput
from forebild.shared.outbox import queries, services, states
from forebild.shared.outbox.forms import FilterForm, TextForm
from forebild.shared.outbox.markup import Text
from forebild.shared.outbox.models import LANGUAGES, Message
from forebild.shared.outbox.notices import NOTICES, Notice
from forebild.shared.outbox.texts import current_text, preview, problems
from forebild.shared.pages import page
from forebild.shared.permissions import Actor, Permission

NoticeInLanguage = tuple[Notice, str]
PAGE_LENGTH = 50


def handled_message(actor: Actor, message_id: str) -> Message:
    """One that the actor handles."""
    return get_object_or_404(Message.objects.for_actor(actor), public_id=message_id)


def handled_batch(actor: Actor, batch: str) -> queries.Batch:
    """A batch with at least one letter that the actor handles."""
    found = queries.batch_progress(actor, batch)
    if not found.total_count:
        raise Http404
    return found


def declared_notice(actor: Actor, kind: str, language: str) -> NoticeInLanguage:
    """A notice that some app declares, in a language that we write."""
    if kind not in NOTICES or language not in LANGUAGES:
        raise Http404
    return NOTICES[kind], language


@page(Permission.OUTBOX_HANDLE)
@require_safe
def message_list(request: HttpRequest) -> HttpResponse:
    """All messages, newest first, filtered by what the address says."""
    form = FilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = queries.messages_shown(request.user, **wanted)
    context = {
        "form": form,
        "counts": queries.state_counts(request.user),
        "rows": Paginator(found, PAGE_LENGTH).get_page(request.GET.get("page")),
        "is_filtered": any(wanted.values()),
    }
    return render(request, "outbox/message_list.html", context)


@page(Permission.OUTBOX_HANDLE, find=handled_message)
@require_safe
def message(request: HttpRequest, message: Message) -> HttpResponse:
    """One message: how far it came, what it says, what can be done."""
    context = {
        "message": message,
        "words": queries.text_for_office(message),
        "attachments": [] if message.is_private else message.attachments.defer("content"),
        "may_resend": states.OUTBOX.allows(message.state, "resend") or message.state == states.FAILED,
        "may_stop": states.OUTBOX.allows(message.state, "stop"),
        "is_uncertain": message.state == states.UNKNOWN,
    }
    return render(request, "outbox/message.html", context)


@page(Permission.OUTBOX_HANDLE, find=handled_message)
@require_POST
def message_resend(request: HttpRequest, message: Message) -> HttpResponse:
    """Send again what failed or is uncertain."""
    resend = services.resend_unknown if message.state == states.UNKNOWN else services.resend_failed
    resend(actor=request.user, message=message)
    messages.success(request, _("The message will be sent again."))
    return redirect("outbox:message", message_id=message.public_id)


@page(Permission.OUTBOX_HANDLE, find=handled_message)
@require_POST
def message_give_up(request: HttpRequest, message: Message) -> HttpResponse:
    """Leave it at that."""
    services.give_up(actor=request.user, message=message)
    messages.success(request, _("The message will not be sent again."))
    return redirect("outbox:message", message_id=message.public_id)


@page(Permission.OUTBOX_HANDLE, find=handled_message)
@require_POST
def message_stop(request: HttpRequest, message: Message) -> HttpResponse:
    """Stop one that has not left."""
    services.stop_message(actor=request.user, message=message)
    messages.success(request, _("The message is stopped. It has not been sent."))
    return redirect("outbox:message", message_id=message.public_id)


@page(Permission.OUTBOX_HANDLE, find=handled_batch)
@require_safe
def batch(request: HttpRequest, batch: queries.Batch) -> HttpResponse:
    """How far a batch of letters has come, and the button that stops it."""
    rows = queries.messages_shown(request.user, batch=batch.name)
    page_of_rows = Paginator(rows, PAGE_LENGTH).get_page(request.GET.get("page"))
    return render(request, "outbox/batch.html", {"batch": batch, "rows": page_of_rows})


@page(Permission.OUTBOX_HANDLE, find=handled_batch)
@require_POST
def batch_stop(request: HttpRequest, batch: queries.Batch) -> HttpResponse:
    """Stop what has not left."""
    outcome = services.stop_batch(actor=request.user, batch=batch.name)
    stopped = ngettext(
        "%(count)d letter is stopped.", "%(count)d letters are stopped.", outcome.stopped_count
    ) % {"count": outcome.stopped_count}
    if outcome.gone_count:
        gone = ngettext("%(count)d had already left.", "%(count)d had already left.", outcome.gone_count) % {
            "count": outcome.gone_count
        }
        messages.warning(request, f"{stopped} {gone}")
    else:
        messages.success(request, stopped)
    return redirect("outbox:batch", batch=batch.name)


@page(Permission.OUTBOX_HANDLE, find=handled_batch)
@require_POST
def batch_release(request: HttpRequest, batch: queries.Batch) -> HttpResponse:
    """Send at once what is held."""
    count = services.release_batch(actor=request.user, batch=batch.name)
    text = ngettext("%(count)d letter is on its way.", "%(count)d letters are on their way.", count)
    messages.success(request, text % {"count": count})
    return redirect("outbox:batch", batch=batch.name)


@page(Permission.OUTBOX_HANDLE)
@require_safe
def text_list(request: HttpRequest) -> HttpResponse:
    """All that the product says by mail."""
    return render(request, "outbox/text_list.html", {"rows": queries.notice_rows()})


@page(Permission.OUTBOX_HANDLE, find=declared_notice)
def text_edit(request: HttpRequest, found: NoticeInLanguage) -> HttpResponse:
    """The words of one notice in one language: look (as they would arrive), try, save."""
    notice, language = found
    now = current_text(notice, language)
    form = TextForm(request.POST or None, initial={"subject": now.subject, "body": now.body})
    if form.is_bound and form.is_valid():
        if "save" in request.POST and _saved(request, notice, language, form):
            return redirect("outbox:text_edit", kind=notice.kind, language=language)
        now = Text(form.cleaned_data["subject"], form.cleaned_data["body"])
        _show(form, problems(notice, now))
    context = {"notice": notice, "language": language, "form": form}
    context["subject"] = queries.subject_of(notice, language, current_text(notice, language))
    context["preview"] = None if form.errors else preview(notice, language, now)
    context["is_edited"] = queries.is_edited(notice.kind, language)
    return render(request, "outbox/text_edit.html", context)


@page(Permission.OUTBOX_HANDLE, find=declared_notice)
@require_POST
def text_restore(request: HttpRequest, found: NoticeInLanguage) -> HttpResponse:
    """Back to the shipped words."""
    notice, language = found
    services.restore_notice_text(actor=request.user, notice=notice, language=language)
    messages.success(request, _("The original text is back."))
    return redirect("outbox:text_edit", kind=notice.kind, language=language)


@page(Permission.OUTBOX_HANDLE, find=declared_notice)
@require_POST
def text_test(request: HttpRequest, found: NoticeInLanguage) -> HttpResponse:
    """The saved words, with sample values, to oneself."""
    notice, language = found
    test = services.send_test(actor=request.user, notice=notice, language=language)
    messages.success(request, _("A test is on its way to %(address)s.") % {"address": test.to_email})
    return redirect("outbox:text_edit", kind=notice.kind, language=language)


def _saved(request: HttpRequest, notice: Notice, language: str, form: TextForm) -> bool:
    try:
        services.edit_notice_text(actor=request.user, notice=notice, language=language, **form.cleaned_data)
    except InvalidInput:
        return False  # the page says why, beside the fields
    messages.success(request, _("The text is saved. Letters already queued keep their words."))
    return True


def _show(form: TextForm, wrong: dict[str, str]) -> None:
    for field, sentence in wrong.items():
        form.add_error(field, sentence)
