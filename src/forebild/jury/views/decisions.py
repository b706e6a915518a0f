"""From the ranking to the letters: what is decided, when it is told, and to whom it is written."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forebild.competition.models import Entry
from forebild.jury import decided
from forebild.jury.forms.rulings import CountForm, ReasonForm, ReleaseForm, RestForm, RulingForm
from forebild.jury.models import Release, Ruling
from forebild.jury.notices import LETTERS
from forebild.jury.permissions import can_propose_ruling, can_schedule_release
from forebild.jury.queries import (
    judged_entries,
    recused_entries,
    retracted_rulings,
    shortcomings_of_result,
    standing_rulings,
    undecided_entries,
)
from forebild.jury.services import letters as letter_services
from forebild.jury.services import release as release_services
from forebild.jury.services import rulings as ruling_services
from forebild.jury.views.finders import edition_of, led_edition
from forebild.people.requests import PersonRequest
from forebild.programme.models import Edition
from forebild.shared.errors import InvalidInput
from forebild.shared.forms import show_beside_fields
from forebild.shared.outbox.queries import batch_progress
from forebild.shared.pages import page
from forebild.shared.permissions import Actor, Permission, demand

form_page = require_http_methods(["GET", "HEAD", "POST"])


def judged_entry(actor: Actor, edition_year: int, entry_id: str) -> Entry:
    """An entry in competition that is not closed to the actor."""
    edition = led_edition(actor, edition_year)
    entry = get_object_or_404(judged_entries(edition, actor), public_id=entry_id)
    entry.edition = edition
    return entry


def standing_ruling(actor: Actor, edition_year: int, ruling_id: str) -> Ruling:
    """A ruling that stands and is not closed to the actor."""
    edition = led_edition(actor, edition_year)
    ruling = get_object_or_404(standing_rulings(edition, actor), public_id=ruling_id)
    ruling.edition = edition
    return ruling


def set_release(actor: Actor, edition_year: int) -> Release:
    """The release that is set."""
    release = decided.standing_release(led_edition(actor, edition_year))
    if release is None:
        raise Http404
    return release


def back_to_rulings(edition: Edition) -> HttpResponse:
    """On to the page that shows it all."""
    return redirect("jury:rulings", edition_year=edition.year)


@page(Permission.RANKING_VIEW, find=edition_of)
@require_safe
def rulings(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Every entry with its decision, what is missing, and what was taken back."""
    actor = request.user
    release = decided.standing_release(edition)
    context = {
        "edition": edition,
        "rows": decided.decision_rows(edition, actor),
        "no_award": standing_rulings(edition, actor).filter(entry=None).first(),
        "missing": shortcomings_of_result(edition, actor),
        "approvable": decided.approvable(edition, actor),
        "retracted": retracted_rulings(edition, actor),
        "release": release,
        "may_decide": can_propose_ruling(actor, edition).allowed and release is None,
    }
    return render(request, "jury/rulings.html", context)


@page(Permission.RULING_PROPOSE, find=judged_entry)
@form_page
def ruling_propose(request: PersonRequest, entry: Entry) -> HttpResponse:
    """Propose a decision about one entry."""
    edition = entry.edition
    form = RulingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ruling_services.propose_ruling(
                actor=request.user, edition=edition, entry=entry, **form.cleaned_data
            )
        except InvalidInput as invalid:
            show_beside_fields(form, invalid)
        else:
            messages.success(request, _("The decision is proposed. A second person approves it."))
            return back_to_rulings(edition)
    return render(request, "jury/ruling_propose.html", {"edition": edition, "entry": entry, "form": form})


@page(Permission.RULING_PROPOSE, find=edition_of)
@form_page
def ruling_no_award(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Propose that there is no award this year."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ruling_services.propose_ruling(
            actor=request.user, edition=edition, outcome=Ruling.Outcome.NO_AWARD, **form.cleaned_data
        )
        messages.success(request, _("The decision is proposed. A second person approves it."))
        return back_to_rulings(edition)
    context = {
        "question": _("No award this year?"),
        "text": _("Mentions and finalists can still be named. A second person approves the decision."),
        "button": _("Propose no award"),
        "form": form,
    }
    return _confirm(request, edition, context)


@page(Permission.RULING_PROPOSE, find=edition_of)
@form_page
def rulings_rest(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Propose "not awarded" for all that remain."""
    count = undecided_entries(edition).exclude(pk__in=recused_entries(request.user)).count()
    form = RestForm(request.POST or None, initial={"expected_count": count})
    if request.method == "POST" and form.is_valid():
        made = ruling_services.rule_out_rest(actor=request.user, edition=edition, **form.cleaned_data)
        said = ngettext(
            "%(count)d decision is proposed. A second person approves it.",
            "%(count)d decisions are proposed. A second person approves them.",
            len(made),
        )
        messages.success(request, said % {"count": len(made)})
        return back_to_rulings(edition)
    context = {
        "question": _("Not awarded, all the rest?"),
        "consequences": [{"count": count, "text": _("entries without a decision get “not awarded”")}],
        "button": _("Propose for all of them"),
        "form": form,
    }
    return _confirm(request, edition, context)


@page(Permission.RULING_PROPOSE, find=edition_of)
@form_page
def rulings_approve(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Approve, as second person, all that others have proposed and that were on the screen."""
    chosen = decided.approvable(edition, request.user)
    if request.method == "POST":
        seen = set(request.POST.getlist("ruling"))
        approved = [ruling for ruling in chosen if ruling.public_id in seen]
        count = ruling_services.approve_rulings(actor=request.user, rulings=approved)
        said = ngettext("%(count)d decision is approved.", "%(count)d decisions are approved.", count)
        messages.success(request, said % {"count": count})
        return back_to_rulings(edition)
    return render(request, "jury/rulings_approve.html", {"edition": edition, "rulings": chosen})


@page(Permission.RULING_APPROVE, find=standing_ruling)
@form_page
def ruling_approve(request: PersonRequest, ruling: Ruling) -> HttpResponse:
    """Approve one, after reading it once more."""
    if request.method == "POST":
        ruling_services.approve_ruling(actor=request.user, ruling=ruling)
        messages.success(request, _("The decision is approved."))
        return back_to_rulings(ruling.edition)
    return render(
        request,
        "jury/rulings_approve.html",
        {"edition": ruling.edition, "rulings": [ruling], "ruling": ruling},
    )


@page(Permission.RULING_PROPOSE, find=standing_ruling)
@form_page
def ruling_retract(request: PersonRequest, ruling: Ruling) -> HttpResponse:
    """Take one back, with a reason."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ruling_services.retract_ruling(actor=request.user, ruling=ruling, **form.cleaned_data)
        messages.success(request, _("The decision is taken back. It stays in the history."))
        return back_to_rulings(ruling.edition)
    subject = ruling.entry.organisation.name if ruling.entry else _("no award this year")
    context = {
        "question": _("Take back the decision about %(subject)s?") % {"subject": subject},
        "button": _("Take it back"),
        "danger": True,
        "form": form,
    }
    return _confirm(request, ruling.edition, context)


def _confirm(request: PersonRequest, edition: Edition, context: dict[str, Any]) -> HttpResponse:
    context |= {"edition": edition}
    return render(request, "jury/decision_confirm.html", context)


@page(Permission.RELEASE_SCHEDULE, find=edition_of)
@form_page
def release(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Set the instant; see who set and confirmed it, and how long is left."""
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            release_services.schedule_release(actor=request.user, edition=edition, **form.cleaned_data)
        except InvalidInput as invalid:
            show_beside_fields(form, invalid)
        else:
            messages.success(request, _("The time is set. A second person confirms it."))
            return redirect("jury:release", edition_year=edition.year)
    standing = decided.standing_release(edition)
    context = {
        "edition": edition,
        "form": form,
        "release": standing,
        "is_overdue": decided.is_overdue(standing),
        "missing": shortcomings_of_result(edition, request.user),
        "is_complete": not shortcomings_of_result(edition),
        "may_confirm": standing is not None and can_schedule_release(request.user, standing).allowed,
        "called_off": edition.releases.filter(state="called_off").select_related("scheduled_by"),
    }
    return render(request, "jury/release.html", context)


@page(Permission.RELEASE_SCHEDULE, find=edition_of)
@require_safe
def release_preview(request: PersonRequest, edition: Edition) -> HttpResponse:
    """The public's page as it will be, in `?sprak=sv` or `en`; made by the code that publishes."""
    standing = decided.standing_release(edition)
    release_at = standing.release_at if standing else timezone.now()
    shown = decided.as_the_public_will_see_it(edition, request.user, release_at)
    language = "en" if request.GET.get("sprak") == "en" else "sv"
    with translation.override(language):
        context = {"shown": shown, "edition": edition, "is_preview": True}
        return render(request, "jury/release_preview.html", context)


@page(Permission.RELEASE_SCHEDULE, find=set_release)
@form_page
def release_confirm(request: PersonRequest, release: Release) -> HttpResponse:
    """The second person."""
    if request.method == "POST":
        release_services.confirm_release(actor=request.user, release=release)
        messages.success(request, _("The release is confirmed. It happens by itself at its time."))
        return redirect("jury:release", edition_year=release.edition.year)
    return render(request, "jury/release_confirm.html", {"edition": release.edition, "release": release})


@page(Permission.RELEASE_SCHEDULE, find=edition_of)
@form_page
def release_call_off(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Stop a release that has not happened."""
    standing = set_release(request.user, edition.year)
    if request.method == "POST":
        release_services.call_off_release(actor=request.user, release=standing)
        messages.success(request, _("The release is called off. Nothing has been published."))
        return redirect("jury:release", edition_year=edition.year)
    context = {
        "question": _("Call the release off?"),
        "text": _("Nothing is published until a new time is set and confirmed by two persons."),
        "button": _("Call it off"),
        "danger": True,
    }
    return _confirm(request, edition, context)


@page(Permission.RELEASE_SCHEDULE, find=edition_of)
@require_safe
def letters(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Which letters there are to send, and how far those sent have come."""
    batches = {batch.outcome: batch for batch in edition.letter_batches.exclude(state="stopped")}
    rows = [
        {
            "outcome": outcome,
            "label": outcome.label,
            "count": len(letter_services.letters(edition, outcome)) if edition.released_at else 0,
            "batch": (batch := batches.get(outcome)),
            "progress": batch_progress(request.user, batch.public_id) if batch else None,
            "may_stop": batch is not None and batch.state == "held" and timezone.now() < batch.held_until,
        }
        for outcome in LETTERS
    ]
    stopped = edition.letter_batches.filter(state="stopped").select_related("prepared_by")
    return render(request, "jury/letters.html", {"edition": edition, "rows": rows, "stopped": stopped})


@page(Permission.SIGNED_IN)
@form_page
def letters_of(request: PersonRequest, edition_year: int, outcome: str) -> HttpResponse:
    """Three letters in each language, how many there are, and the button that sends exactly those."""
    edition = edition_of(request.user, edition_year)
    demand(request.user, Permission.LETTER_SEND, edition)
    if outcome not in LETTERS:
        raise Http404
    wanted = letter_services.letters(edition, outcome)
    form = CountForm(request.POST or None, initial={"expected_count": len(wanted)})
    if request.method == "POST" and form.is_valid():
        letter_services.send_letters(
            actor=request.user, edition=edition, outcome=outcome, **form.cleaned_data
        )
        messages.success(request, _("The letters leave in ten minutes. Until then you can stop them."))
        return redirect("jury:letters", edition_year=edition.year)
    closed = set(recused_entries(request.user).values_list("entry", flat=True))
    context = {
        "edition": edition,
        "label": Ruling.Outcome(outcome).label,
        "count": len(wanted),
        "samples": decided.samples(wanted, closed),
        "form": form,
    }
    return render(request, "jury/letters_of.html", context)


@page(Permission.SIGNED_IN)
@require_POST
def letters_stop(request: PersonRequest, edition_year: int, batch_id: str) -> HttpResponse:
    """Stop a batch within its ten minutes."""
    edition = edition_of(request.user, edition_year)
    demand(request.user, Permission.LETTER_SEND, edition)
    batch = get_object_or_404(edition.letter_batches, public_id=batch_id)
    letter_services.stop_letters(actor=request.user, batch=batch)
    messages.success(request, _("The letters are stopped. None has left."))
    return redirect("jury:letters", edition_year=edition.year)
