"""What companies with a story take of questions, and what some readers have asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from forebild.asking.models import Enquiry, PublicAnswer, Reception, Reply, VisitTime
from forebild.asking.models.enquiry import month_of
from forebild.asking.services import enquiries, replies, showing, visits
from forebild.asking.services.enquiries import Asker, Wish
from forebild.sample.building.world import World
from forebild.sample.generator import chance_for
from forebild.sample.texts import DOMAIN_OF_ALL, plain, read

_TAKES_QUESTIONS, _TAKES_VISITS = 0.85, 0.4


def build_asking(world: World) -> None:
    """Each company's word first, then the questions, by the services that the links call."""
    rows = read("enquiries")["enquiries"]
    Reception.objects.bulk_create(_receptions(world, {row["story"] for row in rows}))
    for row in rows:
        _build(world, row)


def _receptions(world: World, asked: set[str]) -> Iterator[Reception]:
    """Most companies take questions, fewer take visits; those that were asked take both, some say nothing."""
    for key, example in world.examples.items():
        if example.state != "published":
            continue
        chance, contact = chance_for(2027, f"reception of {key}"), world.sample.company(key).contacts[0]
        takes = {
            "takes_questions": key in asked or chance.random() < _TAKES_QUESTIONS,
            "takes_visits": key in asked or chance.random() < _TAKES_VISITS,
        }
        yield Reception(
            programme=world.programme,
            organisation=world.organisations[key],
            name=contact.name,
            email=contact.email,
            question_cap=chance.choice((3, 5, 5, 8)),
            visit_cap=chance.choice((1, 2, 2, 4)),
            asked_at=example.approved_at,
            set_at=example.approved_at if any(takes.values()) else None,
            **takes,
        )


def _build(world: World, row: Mapping[str, Any]) -> None:
    company = row["company"]
    asker = Asker(
        name=row["name"],
        email=f"{plain(row['name']).replace('-', '.')}@{plain(company.removesuffix(' AB'))}.{DOMAIN_OF_ALL}",
        company=company,
    )
    wish = Wish(
        kind=row.get("kind", "question"),
        text=row["text"],
        head_count=row.get("head_count"),
        when=row.get("when", ""),
    )
    enquiry = enquiries.ask(actor=None, example=world.examples[row["story"]], asker=asker, wish=wish)
    enquiry = enquiries.send_enquiry(enquiry=enquiry)
    _answer(world, row, enquiry)
    _date(world, row, enquiry)


def _answer(world: World, row: Mapping[str, Any], enquiry: Enquiry) -> None:
    """As the company answered: in words, with times for a visit, or with a friendly no."""
    if "decline" in row:
        replies.decline(enquiry=enquiry, text=row["decline"])
    elif enquiry.is_visit:
        _propose(world, row, enquiry)
    elif "answer" in row:
        replies.answer(enquiry=enquiry, text=row["answer"], may_be_public=row.get("public", False))
        if row.get("public"):
            offer = PublicAnswer.objects.get(enquiry=enquiry)
            showing.agree_to_show(enquiry=enquiry, offered_at=offer.company_yes_at.isoformat())


def _propose(world: World, row: Mapping[str, Any], enquiry: Enquiry) -> None:
    """Three mornings; where it was agreed, the first of them."""
    morning = world.now.replace(hour=8, minute=0, second=0, microsecond=0)
    times = [morning + timedelta(days=days) for days in (26, 27, 33)]
    reply = replies.propose(enquiry=enquiry, times=times, text=row["answer"])
    if row.get("agreed"):
        chosen = VisitTime.objects.get(reply=reply, starts_at=times[0])
        visits.agree_to_time(enquiry=enquiry, time_id=chosen.public_id)


def _date(world: World, row: Mapping[str, Any], enquiry: Enquiry) -> None:
    """The services write of now; this was some time ago."""
    asked_at = world.now - timedelta(days=row["days"])
    moved = {"asked_at": asked_at, "confirmed_at": asked_at, "turn_at": asked_at, "month": month_of(asked_at)}
    if "answered" in row:
        answered_at = asked_at + timedelta(days=row["answered"])
        moved["answered_at"] = answered_at
        Reply.objects.filter(enquiry=enquiry).update(replied_at=answered_at)
        PublicAnswer.objects.filter(enquiry=enquiry).update(
            company_yes_at=answered_at, asker_yes_at=answered_at + timedelta(days=1)
        )
    if "reminded" in row:
        moved["reminded_at"] = asked_at + timedelta(days=row["reminded"])
    Enquiry.objects.filter(pk=enquiry.pk).update(**moved)
