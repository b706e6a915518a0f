"""Who gets which of the room's pages: a table, kept as data."""

from datetime import timedelta

import pytest
from django.urls import reverse

from forebild.jury.models import AssignmentPlan, Interest, Recusal
from forebild.jury.services.seats import INVITATION
from forebild.shared.links import services as links
from tests.worlds import (
    client_of,
    make_assignment,
    make_company,
    make_edition,
    make_entry,
    make_juror,
    make_office,
    make_person,
)

pytestmark = pytest.mark.django_db

ACTORS = ("anonymous", "stranger", "entrant", "rival", "juror", "peer", "recused", "chair", "office")
SIGN_IN, GONE, NO = 302, 404, 403


@pytest.fixture
def world():
    """One edition, its entry read by two jurors; a third stands aside; a chair; the office."""
    edition = make_edition(2027)
    people = {
        "entrant": make_person("Företagare"),
        "rival": make_person("Rival"),
        "stranger": make_person("Okänd"),
    }
    entry = make_entry(edition, make_company("Verkstaden AB", owner=people["entrant"]))
    make_entry(edition, make_company("Konkurrenten AB", owner=people["rival"]))
    seats = {name: make_juror(edition, name.capitalize()) for name in ("juror", "peer", "recused")}
    seats["chair"] = make_juror(edition, "Ordförande", seat="chair")
    own = make_assignment(seats["juror"], entry, is_declared=True)
    make_assignment(seats["peer"], entry, is_declared=True)
    recusal = Recusal.objects.create(
        juror=seats["recused"],
        entry=entry,
        relation="family",
        source="declared",
        recorded_by=seats["recused"].person,
    )
    ended = make_assignment(seats["recused"], entry, state="ended")
    people |= {name: seat.person for name, seat in seats.items()}
    people |= {"office": make_office(), "anonymous": None}
    tie = Interest.objects.create(juror=seats["juror"], organisation=make_company(), relation="board")
    plan = AssignmentPlan.objects.create(
        edition=edition,
        per_entry=1,
        pairs=[[seats["juror"].public_id, entry.public_id]],
        problem={
            "entries": [entry.public_id],
            "jurors": [{"id": seats["juror"].public_id}],
            "per_entry": 1,
            "affinity": [[0.5]],
        },
        figures={
            "floor": 0.5, "floor_bound": 0.5, "total": 0.5, "total_bound": 0.5,
            "total_unfair_optimum": 0.5, "components": 1, "efficiency_rel": 1.0,
        },
        proposed_by=people["office"],
    )  # fmt: skip
    invited = make_juror(edition, "Inbjuden", state="invited")
    token = links.issue(
        purpose=INVITATION,
        subject_id=invited.public_id,
        email="x@exempel.example",
        lifetime=timedelta(days=1),
    )
    year = {"edition_year": 2027}
    return {
        "people": people,
        "year": year,
        "own": year | {"assignment_id": own.public_id},
        "file": year | {"assignment_id": own.public_id, "file_id": "x" * 26},
        "ended": year | {"assignment_id": ended.public_id},
        "tie": year | {"interest_id": tie.public_id},
        "seat": year | {"juror_id": seats["juror"].public_id},
        "invited": year | {"juror_id": invited.public_id},
        "recusal": year | {"recusal_id": recusal.public_id},
        "plan": year | {"plan_id": plan.public_id},
        "pair": year
        | {"plan_id": plan.public_id, "juror_id": seats["juror"].public_id, "entry_id": entry.public_id},
        "token": {"token": token},
    }


def row(anonymous, stranger, entrant, rival, juror, peer, recused, chair, office):
    return dict(zip(ACTORS, locals().values(), strict=True))


OWN_DESK = row(SIGN_IN, GONE, GONE, GONE, 200, 200, 200, 200, GONE)
OWN_ENTRY = row(SIGN_IN, GONE, GONE, GONE, 200, GONE, GONE, GONE, GONE)
OWN_POST = row(SIGN_IN, GONE, GONE, GONE, 405, GONE, GONE, GONE, GONE)
NOBODYS = row(SIGN_IN, *[GONE] * 8)
LEADERS = row(SIGN_IN, NO, NO, NO, NO, NO, NO, 200, 200)
LEADERS_POST = row(SIGN_IN, NO, NO, NO, NO, NO, NO, 405, 405)
OFFICE = row(SIGN_IN, NO, NO, NO, NO, NO, NO, NO, 200)
OWN_SEAT = row(SIGN_IN, GONE, GONE, GONE, NO, GONE, GONE, NO, 200)
OTHER_SEAT = row(SIGN_IN, GONE, GONE, GONE, GONE, GONE, GONE, NO, 200)

# (page, which parts of the world its address holds, status of a GET per actor)
ACCESS = [
    ("jury:desk", "year", OWN_DESK),
    ("jury:profile", "year", OWN_DESK),
    ("jury:interests", "year", OWN_DESK),
    ("jury:interest_remove", "tie", OWN_POST),
    ("jury:review_edit", "own", OWN_ENTRY),
    ("jury:conflict", "own", OWN_ENTRY),
    ("jury:review_autosave", "own", OWN_POST),
    ("jury:review_reopen", "own", OWN_POST),
    ("jury:entry_file", "file", NOBODYS),
    ("jury:review_edit", "ended", NOBODYS),
    ("jury:conflict", "ended", NOBODYS),
    ("jury:review_autosave", "ended", NOBODYS),
    ("jury:review_reopen", "ended", NOBODYS),
    ("jury:seats", "year", LEADERS),
    ("jury:seat_invite", "year", OFFICE),
    ("jury:seat_edit", "seat", OWN_SEAT),
    ("jury:seat_remind", "invited", OTHER_SEAT | {"office": 405}),
    ("jury:seat_end", "seat", OWN_SEAT),
    ("jury:register", "year", LEADERS),
    ("jury:recusal_lift", "recusal", row(SIGN_IN, NO, NO, NO, NO, NO, GONE, 200, 200)),
    ("jury:assignment", "year", LEADERS),
    ("jury:reader_add", "year", LEADERS_POST),
    ("jury:assignment_publish", "plan", LEADERS_POST),
    ("jury:assignment_discard", "plan", LEADERS_POST),
    ("jury:assignment_why", "pair", LEADERS),
    ("jury:progress", "year", LEADERS),
    ("jury:reviews_remind", "year", LEADERS),
    ("jury:ranking", "year", LEADERS),
    ("jury:invitation", "token", row(*[200] * 9)),
]


@pytest.mark.parametrize(("name", "parts", "statuses"), ACCESS, ids=[f"{a[0]}-{a[1]}" for a in ACCESS])
def test_access(client, world, name, parts, statuses):
    found = {}
    for actor in ACTORS:
        client.logout()
        if person := world["people"][actor]:
            client.force_login(person)
        found[actor] = client.get(reverse(name, kwargs=world[parts])).status_code
    assert found == statuses


def test_every_page_of_the_room_has_a_row():
    from forebild.jury.urls import juror_patterns, office_patterns

    names = {f"jury:{pattern.name}" for pattern in [*juror_patterns, *office_patterns]} | {"jury:invitation"}
    assert names == {name for name, _parts, _statuses in ACCESS}


def test_the_chairs_pages_offer_nothing_that_is_the_offices_alone():
    edition = make_edition(2027)
    chair = make_juror(edition, "Ordföranden", seat="chair")
    member = make_juror(edition, "Ledamoten")
    closed = [
        reverse("website:dashboard"),
        reverse("jury:release", args=[2027]),
        reverse("jury:seat_edit", args=[2027, member.public_id]),
    ]
    page = reverse("jury:seats", args=[2027])
    for_chair = client_of(chair.person).get(page).content.decode()
    for_office = client_of(make_office()).get(page).content.decode()
    for address in closed:
        assert f'href="{address}"' not in for_chair
        assert f'href="{address}"' in for_office
    assert "Ledamoten" in for_chair
