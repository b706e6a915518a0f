"""What the office does in a year, in Swedish, from its overview by links and buttons."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.journeys.steps import go, press, to_room

_SIDE = ".office-frame"  # the side navigation and the page beside it

# Planning


def plan_edition(office: Any, *, year: int) -> None:
    """A copy of last year's, with its dates shown before it is made."""
    go(office, "Kansliet", within="header")
    go(office, "År och datum", within=_SIDE)
    go(office, "Ny omgång")
    assert office.input_value("[name=year]") == str(year)
    press(office, "Visa vilka datum det blir")
    assert _dates_moved(office) == 12  # six phases, each with its beginning and its end
    press(office, "Skapa omgången")
    assert "Planerad, inte offentlig" in office.inner_text("main")


def _dates_moved(office: Any) -> int:
    """How many dates the page shows, then and now; each keeps its weekday and its time of day."""
    count = 0
    for row in office.locator("main tbody tr").all():
        then, now = row.locator("td").all_inner_texts()
        for old, new in zip(then.split(" – "), now.split(" – "), strict=True):
            assert new[:3] == old[:3], (old, new)
            assert new[-5:] == old[-5:], (old, new)
            count += 1
    return count


def look_over(office: Any, *, reviews_per_entry: int, finalists: int) -> None:
    """The criteria with their anchors, the form's rules, a phase; the size of the jury's work is changed."""
    assert office.locator("main ol.rows li").count() == 7
    go(office, "Nytänkande", within="main")
    assert office.input_value("[name=anchor_5_sv]").startswith("Ett grepp som få")
    go(office, "Smart industri 2028", within=".crumbs")
    go(office, "Vilka som får vara med", within=_SIDE)
    assert office.locator("main ol.rows li").count() == 7
    go(office, "Datum och kriterier", within=_SIDE)
    go(office, "Ansökan", within="main")
    office.fill("[name=grace_minutes]", "30")
    press(office, "Spara datumen")
    office.fill("[name=reviews_per_entry]", str(reviews_per_entry))
    office.fill("[name=finalist_count]", str(finalists))
    press(office, "Spara")
    assert office.input_value("[name=reviews_per_entry]") == str(reviews_per_entry)


def announce(office: Any) -> None:
    """The edition becomes public, after one question."""
    go(office, "Utlys")
    press(office, "Utlys")
    assert "Omgången är offentlig." in office.inner_text("main")


# Nominated companies and entries


def ask(office: Any, company: str, *, nominations: int, name: str, email: str) -> None:
    """From the overview, where it says that somebody waits to be asked: open the case, and ask."""
    go(office, "Översikt", within=_SIDE)
    go(office, "nominerat företag som inte är tillfrågat", within="main", exact=False)
    assert office.locator("main tbody tr").count() == 1
    go(office, company, within="main table")
    assert f"{nominations} nomineringar" in office.inner_text("main")
    office.fill("[name=name]", name)
    office.fill("[name=email]", email)
    press(office, "Fråga företaget")
    assert "Företaget har fått frågan." in office.inner_text("main")
    assert "Frågad, inget svar än" in office.inner_text("main .lead")


def check_all(office: Any, count: int) -> None:
    """In the list of entries: choose all, let the rules find."""
    go(office, "Bidrag", within=_SIDE)
    office.get_by_label("Välj alla rader på sidan").check()
    press(office, "Pröva behörighet …")
    press(office, f"Pröva behörighet ({count})")
    assert f"{count} bidrag har prövats." in office.inner_text("main")


def open_checklist(office: Any, company: str) -> None:
    """From the list of entries to what the rules found about one."""
    go(office, company, within="main table")
    go(office, "Pröva behörighet")


def record_finding(office: Any, rule: str, *, outcome: str, evidence: str, on: str) -> None:
    """What a person has found about one rule, with the evidence and its date."""
    go(office, rule, within="main", exact=False)
    office.check(f"[name=outcome][value={outcome}]")
    press(office, "Notera bedömningen")
    assert office.locator("main .error").count() >= 1  # it needs its evidence
    office.fill("[name=evidence]", evidence)
    office.fill("[name=evidence_on]", on)
    press(office, "Notera bedömningen")
    assert evidence in office.locator("main section", has_text=rule).last.inner_text()


def decide_eligibility(office: Any, *, may_compete: bool, reason: str) -> None:
    """On the checklist; then back to the list of entries."""
    office.check(f"[name=eligible][value={'yes' if may_compete else 'no'}]")
    office.fill("[name=reason]", reason)
    press(office, "Besluta")
    assert "Beslutet är sparat." in office.inner_text("main")
    assert reason in office.inner_text("main")
    go(office, "Bidrag", within=".crumbs")


# The jury


def invite_juror(office: Any, *, name: str, email: str, seat: str) -> None:
    """From the list of jurors."""
    go(office, "Bjud in en jurymedlem")
    office.fill("[name=name]", name)
    office.fill("[name=email]", email)
    office.get_by_label(seat, exact=True).check()
    press(office, "Skicka inbjudan")
    assert f"Inbjudan till {name} är på väg." in office.inner_text("main")


def share_out(office: Any) -> dict[str, list[str]]:
    """Propose who reads what, look at it, publish it; company → its readers."""
    to_room(office, "Fördelning")
    press(office, "Föreslå")
    readers = readers_shown(office)
    press(office, "Publicera och meddela juryn")
    assert f"Publicerat: {sum(map(len, readers.values()))} nya läsningar." in office.inner_text("main")
    return readers


def readers_shown(office: Any) -> dict[str, list[str]]:
    """On the page of who reads what, company → its readers in the proposal."""
    rows = office.locator("main table", has=office.locator("th a, td a")).first.locator("tbody tr").all()
    return {
        row.locator("th").inner_text(): [link.inner_text().split("\n")[0] for link in row.locator("a").all()]
        for row in rows
    }


def replace_reader(office: Any, company: str, *, away: str, instead: str) -> None:
    """From the overview: an entry has too few readers since somebody stood aside; give it another."""
    go(office, "Översikt", within=_SIDE)
    go(office, "bidrag har för få läsare", within="main", exact=False)
    to_room(office, "Jäv")
    recusal = office.locator("main tbody tr", has_text=away)
    assert company in recusal.inner_text()
    assert "gäller" in recusal.inner_text().casefold()
    to_room(office, "Läge")
    assert f"{company} (1)" in office.inner_text("main")
    go(office, "Hitta fler läsare")
    adding = office.locator(
        "main section", has=office.get_by_role("heading", name="Lägg till en läsare för hand")
    )
    adding.get_by_label("Jurymedlem").select_option(label=instead)
    adding.get_by_label("Bidrag").select_option(label=company)
    press(office, "Lägg till läsaren")
    assert f"{instead} läser nu bidraget från {company}." in office.inner_text("main")


def remind_readers(office: Any, *, done: str, count: int) -> None:
    """On the page that shows how far the jury has come: who is behind gets a letter."""
    to_room(office, "Läge")
    assert done in office.inner_text("main")
    go(office, "Påminn dem som inte är klara")
    press(office, "Skicka påminnelsen")
    assert f"{count} jurymedlemmar påminns." in office.inner_text("main")


# Decisions, by two


def propose(office: Any, company: str, *, outcome: str, reason: str, citation: tuple[str, str]) -> None:
    """On the page of decisions: one entry's, with its citation in Swedish and in English."""
    row = f"main .decision:has(h2:text-is('{company}'))"
    go(office, "Föreslå beslut", within=row, exact=False)
    office.check(f"main [name=outcome][value={outcome}]")
    office.fill("[name=citation_sv]", citation[0])
    office.fill("[name=citation_en]", citation[1])
    office.fill("[name=reason]", reason)
    press(office, "Föreslå")
    assert "Väntar på en andra person" in office.inner_text(row)


def propose_for_the_rest(office: Any, reason: str) -> None:
    """Not awarded, all that are left."""
    go(office, "Inte prisade, alla övriga")
    office.fill("[name=reason]", reason)
    press(office, "Föreslå för alla")


def approve_all(second: Any, count: int) -> None:
    """Another person, from his or her own page."""
    go(second, "Min sida")
    go(second, "beslut väntar på en andra person", within="main", exact=False)
    go(second, f"Godkänn {count} förslag")
    press(second, "Godkänn")
    assert f"{count} beslut är god" in second.inner_text("main")


def set_release(office: Any) -> None:
    """In an hour, after a look at what the public will see."""
    to_room(office, "Offentliggörande")
    later = datetime.now(ZoneInfo("Europe/Stockholm")) + timedelta(hours=1)
    office.fill("[name=release_at]", later.strftime("%Y-%m-%dT%H:%M"))
    press(office, "Bestäm tiden")
    assert office.get_by_role("link", name="Bekräfta offentliggörandet").count() == 0  # it takes another


def confirm_release(second: Any, *, winner: str, citation: str) -> None:
    """The second person looks at the page as it will be, and confirms."""
    to_room(second, "Offentliggörande")
    go(second, "Bekräfta offentliggörandet")
    go(second, "Se sidan på svenska")
    assert winner in second.inner_text(".winner")
    assert citation in second.inner_text(".winner")
    go(second, "Tillbaka till offentliggörandet")
    go(second, "Bekräfta offentliggörandet")
    press(second, "Bekräfta offentliggörandet")
    assert "Offentliggörandet är bekräftat." in second.inner_text("main")


def send_letters(office: Any, outcome: str, *, says: str) -> None:
    """On the page of letters: read those of one outcome, and send exactly those."""
    go(office, "Titta och skicka", within=f"main .decision:has(h2:text-is('{outcome}'))", exact=False)
    assert says in office.locator(".letter[lang=sv]").inner_text()
    press(office, "Skicka 1 brev")
    row = office.locator("main .decision", has=office.locator(f"h2:text-is('{outcome}')"))
    assert row.get_by_role("button", name="Stoppa breven").count() == 1


# A good example

STORY = {
    "title": ("De visade felen för alla", "They showed their mistakes"),
    "ingress": ("Ett plåtslageri som filmade sina fel.", "A metal workshop that filmed its mistakes."),
    "lessons": ("Alla måste vara med.", "Everybody must take part."),
    "challenge": (None, "Long changeovers."),
    "deed": (None, "They filmed them."),
    "result": (None, "Half the time."),
    "first_step": (None, "Film one changeover."),
}


def draft_story(office: Any, company: str) -> dict[str, str]:
    """From the award, in one press; what the draft says, by field."""
    go(office, "Goda exempel", within=_SIDE)
    row = office.locator("main li", has_text=company)
    with office.expect_navigation():
        row.get_by_role("button", name="Gör ett utkast").click()
    fields = office.locator("main textarea, main input[type=text]").all()
    return {str(field.get_attribute("name")): field.input_value() for field in fields}


def write_and_send_story(office: Any, *, email: str) -> None:
    """Write what is missing in both languages, and send it to the company."""
    for part, (swedish, english) in STORY.items():
        office.fill(f"[name={part}_en]", english)
        if swedish:
            office.fill(f"[name={part}_sv]", swedish)
    press(office, "Spara")
    go(office, "Skicka till företaget")
    assert office.input_value("main [name=email]") == email  # the one who is responsible there
    press(office, "Skicka länken")
    assert "Hos företaget" in office.inner_text("main")
