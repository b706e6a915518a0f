"""The jury's year before its journey begins, and what the others do meanwhile, by the product's own services.

Eight companies have handed in and may take part; six jurors and a secretary have taken their seats. Runs in
the product's surroundings, through `Beside`; the journey itself takes only the names from here.

The steps are such that, whoever reads what, the finalist line runs between `CLOSE` and `RIVAL`: with what
Jonas gave, `CLOSE` is above it, without him below, and too close to call.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from forebild.deliberation.models import Approval, Minutes, StrawVote
from forebild.deliberation.queries import missing_approvals
from forebild.deliberation.services.minutes import approve_minutes
from forebild.deliberation.services.straw import cast_straw_vote
from forebild.feedback.models import Dispatch, Letter
from forebild.feedback.services.letters import approve_letter, hand_over_letter
from forebild.jury.models import Assignment, CalibrationSheet, Juror, Recusal, Release
from forebild.jury.queries import undecided_entries
from forebild.jury.services.calibration import declare_trial_free, save_trial, submit_trial
from forebild.jury.services.conflicts import declare_no_conflict
from forebild.jury.services.release import carry_out_release, confirm_release, schedule_release
from forebild.jury.services.reviews import Mark, save_review, submit_review
from forebild.jury.services.rulings import approve_rulings, rule_out_rest
from forebild.people.models import Person
from forebild.people.services.demo import demo_link
from forebild.programme.models import Edition, Role
from forebild.shared.outbox.models import Message
from forebild.shared.outbox.tasks import sweep
from forebild.visits.models import Visit
from tests.worlds import make_company, make_edition, make_entry, make_juror, make_person

YEAR = 2028
CLOSE, BEST, THIRD, RIVAL = (
    "Almviks Gjuteri AB",
    "Björnlunda Press AB",
    "Dalfors Verktyg AB",
    "Ekshults Laser AB",
)
CHAIR, JONAS, KIM, SECRETARY = "Cecilia Ordning", "Jonas Gran", "Kim Ek", "Siv Penna"
EXPERTS, NILS = ("Cecilia Ordning", "Lena Rask", "Maja Sand"), "Nils Tall"
READERS = (CHAIR, JONAS, KIM, "Lena Rask", "Maja Sand", NILS)
VERA = "vera@bjornlunda.example"  # acts for the best
ANSWER = "Vi gjuter i egen form och mäter varje ställtid."  # of every entry

# What the readers of an entry give it, in the order of their names, a step per criterion; Jonas beside them.
STEPS = {
    CLOSE: ((4, 4, 3), (3, 3, 3)),
    BEST: ((5, 5, 5), (5, 5, 4), (5, 4, 5)),
    THIRD: ((2, 3, 3), (3, 3, 3), (3, 3, 2)),
    RIVAL: ((4, 3, 4), (3, 4, 4), (4, 3, 3)),
    "Fagersjö Mekaniska AB": ((4, 5, 4), (5, 4, 4), (4, 4, 5)),
    "Grytåsens Smide AB": ((3, 2, 3), (2, 3, 2), (3, 2, 2)),
    "Hagnäs Ytteknik AB": ((2, 2, 3), (2, 3, 2), (2, 2, 2)),
    "Ivarsbo Svets AB": ((1, 2, 2), (2, 1, 2), (2, 2, 1)),
}
GIVEN_BY_JONAS = (5, 5, 5)  # to the close one
TRIAL = (3, 4, 3)  # what all but Jonas give in the calibration round


def build() -> dict[str, str]:
    """Edition, jury and entries; the sign-in link of everybody by name."""
    edition = make_edition(YEAR, open_phase="eligibility", reviews_per_entry=3, finalist_count=3)
    seats = {name: _seat(edition, name) for name in (*READERS, SECRETARY)}
    entries = {company: _entry(edition, company) for company in STEPS}
    for name, company in ((KIM, CLOSE), (JONAS, THIRD)):
        office = Recusal.Source.OFFICE
        Recusal.objects.create(
            juror=seats[name], entry=entries[company], relation="board", source=office, recorded_by=_lead()
        )
    people = [_lead(), *(seat.person for seat in seats.values())]
    return {str(person): demo_link(person=person) for person in people} | {"lead": demo_link(person=_lead())}


def _seat(edition: Edition, name: str) -> Juror:
    first = name.partition(" ")[0]
    person = make_person(name, email=f"{first.lower()}@jury.example", is_sample=True)
    seat = {CHAIR: "chair", SECRETARY: "secretary"}.get(name, "member")
    juror = make_juror(edition, person=person, seat=seat, employer_name=f"Firma {first}")
    juror.expertise.create(scheme="sni2007", code="24" if name in EXPERTS else "25")
    return juror


def _entry(edition: Edition, company: str) -> Any:
    email = (
        VERA
        if company == BEST
        else f"svar@{company.split()[0].lower().encode('ascii', 'ignore').decode()}.example"
    )
    owner = make_person(f"Vera {company.split()[0]}", email=email)
    made = make_company(company, owner=owner, sector="24.510" if company == CLOSE else "25.620")
    return make_entry(edition, made, answers={"challenge": ANSWER, "deed": "Vi byggde om formen själva."})


def _lead() -> Person:
    return Role.objects.filter(kind="lead").order_by("pk").first().person


def _edition() -> Edition:
    return Edition.objects.get(year=YEAR)


def _seats() -> Any:
    return Juror.objects.filter(edition__year=YEAR).select_related("person", "edition")


def _person(name: str) -> Person:
    return _seats().get(person__name=name).person


# Before the meeting


def score_trials(*, but: str) -> int:
    """All others hand in what they were asked for in the calibration round; how many sheets."""
    sheets = CalibrationSheet.objects.filter(juror__edition__year=YEAR).exclude(juror__person__name=but)
    found = list(
        sheets.select_related("juror__person", "juror__edition", "trial__round__edition", "trial__entry")
    )
    for sheet in found:
        actor = sheet.juror.person
        declare_trial_free(actor=actor, sheet=sheet)
        save_trial(actor=actor, sheet=sheet, marks=_marks(TRIAL))
        submit_trial(actor=actor, sheet=sheet)
    return len(found)


def _marks(steps: tuple[int, ...]) -> dict[str, Mark]:
    criteria = _edition().criteria.all()
    return {criterion.public_id: Mark(value=step) for criterion, step in zip(criteria, steps, strict=True)}


def steps_of(name: str, company: str) -> tuple[int, ...]:
    """What a juror gives an entry."""
    if (name, company) == (JONAS, CLOSE):
        return GIVEN_BY_JONAS
    seats = Assignment.objects.filter(entry__edition__year=YEAR, entry__organisation__name=company)
    names = sorted(str(seat.juror.person) for seat in seats.select_related("juror__person"))
    return STEPS[company][[each for each in names if (each, company) != (JONAS, CLOSE)].index(name)]


def judge_the_rest() -> int:
    """Every reader hands in what is left; how many reviews."""
    left = Assignment.objects.filter(entry__edition__year=YEAR, state="open").order_by("pk")
    related = ("juror__person", "juror__edition", "entry__edition", "entry__organisation")
    found = list(left.select_related(*related))
    for assignment in found:
        actor, company = assignment.juror.person, assignment.entry.organisation.name
        declare_no_conflict(actor=actor, assignment=assignment)
        save_review(
            actor=actor,
            assignment=assignment,
            marks=_marks(steps_of(str(actor), company)),
            strengths=f"Hos {company} mäter alla.",
            opportunities="Berätta vad det kostade.",
        )
        submit_review(actor=actor, assignment=assignment)
    return len(found)


def let_the_visit_begin() -> None:
    """Its time has come: an hour ago."""
    begun = timezone.now() - timedelta(hours=1)
    assert Visit.objects.filter(entry__edition__year=YEAR, state="booked").update(begins_at=begun) == 1


# At the meeting and after it


def vote(choices: dict[str, str]) -> None:
    """What these jurors press on their own telephones."""
    open_vote = StrawVote.objects.select_related("motion__item__meeting__edition").get(state="open")
    for name, choice in choices.items():
        juror = _seats().get(person__name=name)
        cast_straw_vote(actor=juror.person, straw_vote=open_vote, juror=juror, choice=choice)


def approve_the_minutes() -> list[str]:
    """Everybody who has not; their names."""
    minutes = Minutes.objects.select_related("meeting__edition").get(meeting__edition__year=YEAR)
    jurors = list(missing_approvals(minutes))
    for juror in jurors:
        approve_minutes(actor=juror.person, minutes=minutes, juror=juror, round_=minutes.round)
    return [str(juror.person) for juror in jurors]


def approvals() -> int:
    """How many have approved the minutes."""
    return Approval.objects.filter(minutes__meeting__edition__year=YEAR).count()


def release_the_result() -> bool:
    """What the meeting said nothing of is not awarded; two persons set the release, and it happens."""
    edition, secretary, lead = _edition(), _person(SECRETARY), _lead()
    count = undecided_entries(edition).count()
    rest = rule_out_rest(actor=secretary, edition=edition, reason="Juryn har jämfört.", expected_count=count)
    approve_rulings(actor=lead, rulings=rest)
    release = schedule_release(actor=lead, edition=edition, release_at=timezone.now() + timedelta(hours=1))
    second = Role.objects.filter(kind="coordinator").order_by("pk").first()
    confirm_release(actor=second.person, release=release)
    Release.objects.filter(pk=release.pk).update(release_at=timezone.now())
    return carry_out_release(release=release)


def hand_over_the_rest() -> int:
    """The letters that are still drafts; how many."""
    drafts = list(_letters().filter(state="draft"))
    for letter in drafts:
        hand_over_letter(actor=_lead(), letter=letter)
    return len(drafts)


def approve_the_rest() -> int:
    """The letters that wait for the chair; how many."""
    waiting = list(_letters().filter(state="waiting"))
    for letter in waiting:
        revision = letter.document.revision
        approve_letter(actor=_person(CHAIR), letter=letter, expected_revision=revision)
    return len(waiting)


def _letters() -> Any:
    related = ("entry__edition__programme", "entry__organisation", "document")
    return Letter.objects.filter(entry__edition__year=YEAR).select_related(*related)


def let_the_letters_leave() -> int:
    """The ten minutes are over; how many messages."""
    now = timezone.now()
    assert Dispatch.objects.filter(edition__year=YEAR, state="held").update(held_until=now) == 1
    held = Message.objects.filter(state="held", kind="feedback.entrant_letter").update(not_before=now)
    sweep.configure(queueing_lock="sweep brought forward").defer(timestamp=0)
    return held
