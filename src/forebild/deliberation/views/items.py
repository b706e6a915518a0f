"""What is done with the item discussed: its time, motions, straw votes, decisions, a late conflict."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebild.deliberation.forms import DecisionForm, DissentOfForm, MotionForm, RecusalForm
from forebild.deliberation.models import AgendaItem, Decision, Meeting, Motion
from forebild.deliberation.queries import jury_at, out_for, present_at
from forebild.deliberation.services import items as services
from forebild.deliberation.services import motions as motion_services
from forebild.deliberation.services import straw
from forebild.deliberation.views.finders import led_decision, led_item, led_motion
from forebild.deliberation.views.pages import back_to_lead, form_page, sent, show_form
from forebild.jury.services.conflicts import record_recusal
from forebild.jury.services.rulings import PRIZES
from forebild.people.requests import PersonRequest
from forebild.shared.pages import page
from forebild.shared.permissions import Permission

MORE_TIME = 5  # minutes, by one press


@page(Permission.ITEM_LEAD, find=led_item)
@require_POST
def item_do(request: PersonRequest, item: AgendaItem) -> HttpResponse:
    """Take it up, give it more time, put it off, settle it: the posted `action`."""
    action = request.POST.get("action", "")
    acts = {"take_up": services.take_up, "put_off": services.put_off, "settle": services.settle}
    if action == "more_time":
        services.add_time(actor=request.user, item=item, minutes=MORE_TIME)
    elif action in acts:
        acts[action](actor=request.user, item=item)
    else:
        raise Http404
    return back_to_lead(item.meeting)


@page(Permission.ITEM_LEAD, find=led_item)
@form_page
def motion_put(request: PersonRequest, item: AgendaItem) -> HttpResponse:
    """Put a motion."""
    form = MotionForm(request.POST if request.method == "POST" else None, item=item)
    if sent(form, lambda: motion_services.put_motion(actor=request.user, item=item, **form.cleaned_data)):
        return back_to_lead(item.meeting)
    return show_form(
        request,
        item.meeting,
        form,
        edition=item.meeting.edition,
        heading=_("Put a motion"),
        lead=str(item),
        button=_("Put the motion"),
        back=_lead_address(item.meeting),
    )


@page(Permission.ITEM_LEAD, find=led_item)
@form_page
def recusal(request: PersonRequest, item: AgendaItem) -> HttpResponse:
    """Record a conflict that comes to light now: the juror's page closes from the next request on."""
    entry = item.entry
    if entry is None:
        raise Http404
    entry.edition = item.meeting.edition
    out = set(out_for(item).values_list("pk", flat=True))
    jurors = [juror for juror in jury_at(item.meeting) if juror.pk not in out]
    form = RecusalForm(request.POST if request.method == "POST" else None, jurors=jurors)

    def record() -> None:
        record_recusal(
            actor=request.user,
            juror=form.chosen,
            entry=entry,
            relation=form.cleaned_data["relation"],
            reason=form.cleaned_data["reason"],
        )

    if sent(form, record):
        messages.success(request, _("The conflict is recorded. The page is closed to the juror."))
        return back_to_lead(item.meeting)
    return show_form(
        request,
        item.meeting,
        form,
        edition=item.meeting.edition,
        heading=_("Record a conflict of interest"),
        lead=_("%s. The juror leaves, and everything about the entry closes at once.") % item,
        button=_("Record the conflict"),
        back=_lead_address(item.meeting),
    )


@page(Permission.ITEM_LEAD, find=led_motion)
@require_POST
def motion_do(request: PersonRequest, motion: Motion) -> HttpResponse:
    """Take the motion back, open or close a straw vote about it: the posted `action`."""
    action = request.POST.get("action")
    if action == "withdraw":
        motion_services.withdraw_motion(actor=request.user, motion=motion)
    elif action == "open_vote":
        straw.open_straw_vote(actor=request.user, motion=motion)
    elif action == "close_vote":
        _close_vote(request, motion)
    else:
        raise Http404
    return back_to_lead(motion.item.meeting)


def _close_vote(request: PersonRequest, motion: Motion) -> None:
    open_vote = motion.straw_votes.filter(state="open").first()
    if open_vote is None:
        raise Http404
    open_vote.motion = motion
    if straw.close_straw_vote(actor=request.user, straw_vote=open_vote):
        messages.success(request, _("The votes are counted."))
    else:
        messages.warning(
            request,
            _(
                "The votes are thrown away uncounted: fewer than three had voted, or somebody who had voted "
                "stands aside now. Open a new straw vote."
            ),
        )


@page(Permission.ITEM_LEAD, find=led_motion)
@form_page
def decide(request: PersonRequest, motion: Motion) -> HttpResponse:
    """Record what the meeting decided about the motion."""
    item = motion.item
    with_citation = motion.outcome in PRIZES
    form = DecisionForm(request.POST if request.method == "POST" else None, with_citation=with_citation)
    if sent(form, lambda: motion_services.record_decision(actor=request.user, motion=motion, **form.values)):
        messages.success(request, _said(motion))
        return back_to_lead(item.meeting)
    return show_form(
        request,
        item.meeting,
        form,
        edition=item.meeting.edition,
        heading=_("Record the decision"),
        lead=f"{item}: {motion}",
        voters=present_at(item).count(),
        button=_("Record the decision"),
        back=_lead_address(item.meeting),
    )


def _said(motion: Motion) -> str:
    if motion.state == "carried" and motion.outcome != Motion.Outcome.TEXT:
        return _("The decision is recorded and proposed. A second person approves it under Decisions.")
    return _("The decision is recorded.")


@page(Permission.ITEM_LEAD, find=led_decision)
@form_page
def dissent_of(request: PersonRequest, decision: Decision) -> HttpResponse:
    """Note a dissent for somebody who asks for it."""
    item = decision.motion.item
    form = DissentOfForm(request.POST if request.method == "POST" else None, jurors=present_at(item))

    def note() -> None:
        motion_services.note_dissent_of(
            actor=request.user, decision=decision, juror=form.chosen, text=form.cleaned_data["text"]
        )

    if sent(form, note):
        messages.success(request, _("Noted."))
        return back_to_lead(item.meeting)
    return show_form(
        request,
        item.meeting,
        form,
        edition=item.meeting.edition,
        heading=_("Note a dissent"),
        lead=f"{item}: {decision.motion}",
        button=_("Note it in the minutes"),
        back=_lead_address(item.meeting),
    )


def _lead_address(meeting: Meeting) -> str:
    return reverse("deliberation:lead", args=[meeting.edition.year, meeting.public_id])
