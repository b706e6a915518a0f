"""The sample programme holds together: counts, languages, limits, readability, nothing that could be real."""

import re
from collections import Counter
from datetime import UTC, date, timedelta
from io import BytesIO
from itertools import combinations, pairwise
from statistics import mean

import pytest
from PIL import Image

from forebild.library.queries import SECTORS
from forebild.people.reference.counties import BY_CODE
from forebild.sample.editions import FINALISTS, entry_form, nordic_jury, phases_around, questions
from forebild.sample.editions import eligibility_rules as rules
from forebild.sample.entries import TEXTS, SampleEntry
from forebild.sample.generator import sample_companies
from forebild.sample.jury import jurors_of
from forebild.sample.org_numbers import check_digit, sample_number
from forebild.sample.pictures import draw_picture
from forebild.sample.reviews import READERS, assigned_entries, comment_pool, level_of, sample_reviews
from forebild.sample.scenes import draw_scene, scene_alt
from forebild.sample.texts import CONTENT, Text, plain
from forebild.sample.whole import BANNER, Sample, load_all
from tests.yardstick import takes_at_most

TODAY = date(2027, 2, 10)
MENTIONS = [(2017, 2), (2018, 1), (2019, 2), (2020, 1), (2021, 2), (2022, 1)]
PROSE = ("challenge", "action", "results", "lessons", "first_step")
LONG = ("challenge", "action", "results", "lessons")
IN_FULL_2027 = (
    "vinterlunds-kyl bockabergs-plat lovisedals-medicinplast gnistvretens-smedja alvbodas-chark "
    "tagmo-underhall knutabo-fonster tangskars-komposit humlesta-brygg"
)


@pytest.fixture(scope="module")
def sample() -> Sample:
    return load_all(TODAY)


def submitted(sample: Sample) -> list[SampleEntry]:
    return [entry for entry in sample.entries if entry.status == "submitted"]


def lix(words: str) -> float:
    """Läsbarhetsindex: words to a sentence, plus per cent of words longer than six letters."""
    found = re.findall(r"[^\W\d_]+", words)
    sentences = len(re.findall(r"[.!?:](?=\s|$)", words))
    return len(found) / sentences + 100 * sum(len(word) > 6 for word in found) / len(found)


def shingles(paragraph: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", paragraph.lower())
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


class TestCounts:
    def test_six_winners_and_nine_mentions_as_the_programme_that_was(self, sample: Sample) -> None:
        outcomes = Counter(entry.outcome for entry in sample.entries)
        assert (outcomes["winner"], outcomes["mention"]) == (6, 9)

    @pytest.mark.parametrize(
        ("year", "mentions"), [(2017, 2), (2018, 1), (2019, 2), (2020, 1), (2021, 2), (2022, 1)]
    )
    def test_each_year_has_a_winner_and_three_to_five_finalists(
        self, sample: Sample, year: int, mentions: int
    ) -> None:
        outcomes = Counter(entry.outcome for entry in sample.entries if entry.edition == year)
        assert (outcomes["winner"], outcomes["mention"]) == (1, mentions)
        assert 3 <= outcomes.total() <= 5

    def test_2027_has_forty_entries_and_six_drafts_and_no_outcome(self, sample: Sample) -> None:
        this_year = [entry for entry in sample.entries if entry.edition == 2027]
        assert Counter(entry.status for entry in this_year) == {"submitted": 40, "draft": 6}
        assert {entry.outcome for entry in this_year} == {""}

    def test_nominations_come_several_to_one_and_some_are_declined(self, sample: Sample) -> None:
        states = Counter(nomination.state for nomination in sample.nominations)
        companies = Counter(nomination.company for nomination in sample.nominations)
        entered = {entry.company for entry in sample.entries if entry.edition == 2027}
        assert states == {"accepted": 9, "declined": 2, "waiting": 1}
        assert companies.most_common(1)[0][1] == 3
        for nomination in sample.nominations:
            assert (nomination.company in entered) == (nomination.state == "accepted")
            assert sample.company(nomination.company).key == nomination.company

    def test_people(self, sample: Sample) -> None:
        assert [juror.part for juror in jurors_of(2027)] == ["chair"] + ["juror"] * 8
        assert {person.part for person in sample.office} == {
            "lead",
            "coordinator",
            "communications",
            "secretary",
        }
        for year in range(2017, 2023):
            assert [juror.part for juror in jurors_of(year)].count("chair") == 1

    def test_it_is_quick(self) -> None:
        assert takes_at_most(1, lambda: load_all(TODAY))


class TestCompanies:
    def test_the_same_seed_gives_the_same_to_the_last_krona(self, sample: Sample) -> None:
        assert load_all(TODAY) == sample

    def test_another_seed_gives_others(self, sample: Sample) -> None:
        names = {company.name for company in sample_companies(seed=1)}
        assert names != {company.name for company in sample.companies}

    def test_names_keys_numbers_and_addresses_are_unique(self, sample: Sample) -> None:
        for values in (
            [company.key for company in sample.companies],
            [company.name for company in sample.companies],
            [company.org_number for company in sample.companies],
            [contact.email for company in sample.companies for contact in company.contacts],
        ):
            assert len(values) == len(set(values))
        assert len(sample.companies) == 150

    def test_every_number_is_well_formed_and_of_the_sample_series(self, sample: Sample) -> None:
        for company in sample.companies:
            assert re.fullmatch(r"559999\d{4}", company.org_number)
            assert check_digit(company.org_number[:-1]) == company.org_number[-1]

    def test_the_check_digit_is_the_one_of_known_numbers(self) -> None:
        assert check_digit("556036079") == "3"
        assert check_digit("212000014") == "2"
        assert check_digit("212000135") == "5"

    @pytest.mark.parametrize("serial", [-1, 1000])
    def test_there_are_a_thousand_sample_numbers(self, serial: int) -> None:
        with pytest.raises(ValueError, match="a thousand sample numbers"):
            sample_number(serial)

    @pytest.mark.parametrize("count", [10, 500])
    def test_a_count_that_cannot_be_had_is_refused(self, count: int) -> None:
        with pytest.raises(ValueError, match="Between 70 and 154"):
            sample_companies(count=count)

    def test_they_are_spread_over_the_whole_country(self, sample: Sample) -> None:
        counties = Counter(company.county for company in sample.companies)
        assert set(counties) == set(BY_CODE)
        assert max(counties.values()) <= 30
        assert len({entry.company for entry in sample.entries}) == 70
        assert len({sample.company(e.company).county for e in sample.entries if e.edition == 2027}) >= 18

    def test_sizes_are_as_in_reality_with_a_few_beyond_the_limit(self, sample: Sample) -> None:
        sizes = [company.head_count for company in sample.companies]
        assert 12 <= sum(size < 10 for size in sizes) <= 30
        assert 75 <= sum(10 <= size < 50 for size in sizes) <= 105
        assert 25 <= sum(50 <= size < 250 for size in sizes) <= 45
        assert sum(size >= 250 for size in sizes) == 4

    def test_one_is_a_borderline_case_for_the_sme_test(self, sample: Sample) -> None:
        gears = sample.company("kuggangens-vaxlar")
        latest = gears.figures[0]
        assert latest.head_count == 246
        assert latest.turnover_sek > 50_000_000 * 11 > 43_000_000 * 11 > latest.balance_sheet_sek * 0.98
        assert gears.ownership.sv

    def test_figures_are_of_two_years_and_plausible(self, sample: Sample) -> None:
        for company in sample.companies:
            latest, before = company.figures
            assert (latest.year, before.year) == (2026, 2025)
            assert 0.6e6 < latest.turnover_sek / latest.head_count < 6.5e6
            assert 0.3 < latest.balance_sheet_sek / latest.turnover_sek < 0.9

    def test_sectors_are_mostly_manufacturing_with_some_services(self, sample: Sample) -> None:
        divisions = [int(company.sni[:2]) for company in sample.companies]
        assert all(re.fullmatch(r"\d\d\.\d{3}", company.sni) for company in sample.companies)
        assert sum(10 <= division <= 33 for division in divisions) > 125
        assert {8, 9, 38, 43, 49, 52, 62, 71} <= set(divisions)


class TestNothingReal:
    def test_every_address_in_every_file_is_under_example(self, sample: Sample) -> None:
        allowed = {"digg.se/tdosanmalan"}
        for path in CONTENT.rglob("*.*"):
            words = path.read_text(encoding="utf-8")
            for address in re.findall(r"[\w.-]+\.(?:se|com|nu|org|net|eu|no|fi)\b(?:/\w+)?", words):
                assert address in allowed, f"{path.name}: {address}"
            for address in re.findall(r"@[\w.-]+", words):
                assert address.rstrip(".").endswith(".example"), f"{path.name}: {address}"
        for company in sample.companies:
            assert company.website.endswith(".example/")
            assert all(contact.email.endswith(".example") for contact in company.contacts)

    def test_no_company_bears_the_name_of_a_municipality(self, sample: Sample) -> None:
        towns = {company.municipality.lower() for company in sample.companies}
        for company in sample.companies:
            first = company.name.lower().split()[0]
            assert first not in towns
            assert first.removesuffix("s") not in towns

    def test_the_banner_says_so_in_both_languages(self) -> None:
        assert "påhittade" in BANNER.sv
        assert "invented" in BANNER.en


class TestTexts:
    def test_every_answer_keeps_within_its_question(self, sample: Sample) -> None:
        asked = questions()
        for entry in sample.entries:
            for key, answer in entry.answers.items():
                limit = asked[key].limit
                if limit is not None and not isinstance(answer, str):
                    values = [len(words) for words in answer] if isinstance(answer, Text) else [answer]
                    assert max(values) <= limit, f"{entry.key} {key}"
            assert entry.answers.get("area", "quality") in {key for key, _name in asked["area"].choices}

    def test_every_submitted_entry_answers_every_required_question(self, sample: Sample) -> None:
        required = {key for key, question in questions().items() if question.required}
        for entry in submitted(sample):
            assert required <= set(entry.answers), entry.key

    def test_every_draft_lacks_something(self, sample: Sample) -> None:
        required = {key for key, question in questions().items() if question.required}
        for entry in sample.entries:
            if entry.status == "draft":
                assert required - set(entry.answers), entry.key

    def test_the_awarded_and_the_best_of_2027_are_told_in_full(self, sample: Sample) -> None:
        in_full = set(IN_FULL_2027.split())
        entries = [
            entry
            for entry in sample.entries
            if entry.outcome in ("winner", "mention") or (entry.edition == 2027 and entry.company in in_full)
        ]
        assert len(entries) == 15 + 9
        for entry in entries:
            for key in LONG:
                assert len(entry.text(key).sv) >= 400, f"{entry.key} {key}"

    def test_a_third_is_in_english_and_then_all_of_it(self, sample: Sample) -> None:
        in_english = [entry for entry in sample.entries if entry.is_in_english()]
        assert len(in_english) * 3 >= len(submitted(sample))
        for entry in in_english:
            assert all(entry.text(key).en for key in TEXTS), entry.key
        for entry in sample.entries:
            if not entry.is_in_english():
                assert not any(entry.text(key).en for key in TEXTS), entry.key

    def test_every_award_has_a_citation_in_both_languages_and_nobody_else_has(self, sample: Sample) -> None:
        for entry in sample.entries:
            is_awarded = entry.outcome in ("winner", "mention")
            assert all(entry.citation) == any(entry.citation) == is_awarded, entry.key

    def test_every_winner_has_a_good_example_in_five_parts_and_two_languages(self, sample: Sample) -> None:
        for entry in sample.entries:
            assert (entry.example is not None) == (entry.outcome == "winner"), entry.key
            if entry.example:
                assert all(entry.example.title)
                assert all(entry.example.lead)
                assert list(entry.example.parts) == list(PROSE)
                assert all(words for part in entry.example.parts.values() for words in part)

    def test_no_paragraph_is_told_twice(self, sample: Sample) -> None:
        told = [
            (entry.key, shingles(paragraph))
            for entry in sample.entries
            for key in PROSE
            for words in entry.text(key)
            for paragraph in words.split("\n\n")
            if paragraph
        ]
        for (one, first), (other, second) in combinations(told, 2):
            if first & second:
                alike = len(first & second) / min(len(first), len(second))
                assert alike < 0.3, f"{one} and {other}: {sorted(first & second)[:3]}"

    def test_the_check_for_repetition_would_find_one(self) -> None:
        told = "Vi mätte i tre veckor och såg att maskinen stod still oftare än den gick."
        retold = "Vi mätte i tre veckor och såg att ugnen stod still oftare än den gick."
        assert len(shingles(told) & shingles(retold)) / len(shingles(told)) > 0.3

    def test_the_swedish_is_easy_to_read(self, sample: Sample) -> None:
        by_year: dict[int, list[str]] = {}
        for entry in submitted(sample):
            prose = "\n".join(entry.text(key).sv for key in PROSE)
            by_year.setdefault(entry.edition, []).append(prose)
            assert 22 <= lix(prose) <= 50, entry.key
        for year, proses in by_year.items():
            assert 25 <= lix("\n".join(proses)) <= 50, year

    def test_nobody_shouts_or_fills(self, sample: Sample) -> None:
        for entry in sample.entries:
            for key in TEXTS:
                for words in entry.text(key):
                    assert not re.search(r"!|lorem|TODO|xxx|  |�", words), f"{entry.key} {key}"

    def test_pages_are_in_both_languages_alike(self, sample: Sample) -> None:
        for page in sample.pages:
            assert all(page.title)
            assert page.body.sv.count("\n## ") == page.body.en.count("\n## ")
            assert page.body.sv.count("\n- ") == page.body.en.count("\n- ")
            assert 25 <= lix(page.body.sv) <= 50, page.key

    def test_the_about_page_says_that_it_is_a_sample_and_what_is_true(self, sample: Sample) -> None:
        about = sample.pages[0].body
        assert "exempelprogram" in about.sv
        assert "1 500" in about.sv
        assert "neither made nor endorsed by IVA" in about.en


class TestEditions:
    @pytest.mark.parametrize("days", range(0, 400, 13))
    def test_today_is_always_inside_the_review_of_2027(self, days: int) -> None:
        today = TODAY + timedelta(days=days)
        review = {phase.key: phase for phase in phases_around(today)}["review"]
        assert review.opens_at.date() < today < review.closes_at.date()

    def test_phases_follow_each_other_and_are_in_swedish_time(self, sample: Sample) -> None:
        for edition in sample.editions:
            assert all(phase.opens_at < phase.closes_at for phase in edition.phases)
            assert all(one.opens_at < next_one.opens_at for one, next_one in pairwise(edition.phases))
            closes = edition.phase("entry").closes_at
            assert (closes.weekday(), closes.hour, closes.minute) == (1, 23, 59)
            assert closes.astimezone(UTC).hour == 22
            assert closes < edition.phase("review").opens_at

    def test_decided_editions_stay_where_they_were(self) -> None:
        years = [load_all(today).editions[0].phase("release").opens_at for today in (TODAY, date(2029, 7, 1))]
        assert years[0] == years[1]
        assert years[0].date() == date(2017, 5, 17)

    def test_a_shift_moves_all_phases(self) -> None:
        for early, late in zip(phases_around(TODAY), phases_around(TODAY, shift_weeks=3), strict=True):
            assert late.opens_at.date() - early.opens_at.date() == timedelta(weeks=3)

    def test_entries_came_in_while_it_was_open(self, sample: Sample) -> None:
        edition = sample.editions[-1]
        entry_phase = edition.phase("entry")
        for entry in sample.entries:
            if entry.edition == 2027:
                at = entry.submitted_at(edition)
                assert (at is None) == (entry.status == "draft")
                assert at is None or entry_phase.opens_at < at < entry_phase.closes_at

    def test_seven_criteria_with_anchors_in_both_languages(self) -> None:
        assert len(nordic_jury()) == 7
        for criterion in nordic_jury():
            assert list(criterion.anchors) == [1, 3, 5]
            assert all(words for anchor in criterion.anchors.values() for words in anchor)
            assert all((*criterion.name, *criterion.description))

    def test_the_form_has_every_kind_of_question_and_both_languages(self) -> None:
        asked = questions()
        assert {question.kind for question in asked.values()} == {
            "short_text", "long_text", "number", "choice", "scale", "file", "picture", "link",
        }  # fmt: skip
        assert {question.visibility for question in asked.values()} == {"public", "if_awarded", "never"}
        for question in asked.values():
            assert all((*question.title, *question.hint))
            assert (question.kind == "number") == bool(question.unit.sv)
            assert (question.kind == "choice") == bool(question.choices)
        assert all(words for section in entry_form() for words in (*section.title, *section.intro))

    def test_rules_are_in_both_languages(self) -> None:
        assert {rule.check for rule in rules()} == {"industry", "sme", "county", "office"}
        assert all(words for rule in rules() for words in rule.text)


class TestReviews:
    def test_four_readers_each_none_in_conflict_and_even_loads(self, sample: Sample) -> None:
        plan = assigned_entries(sample.entries)
        readers = Counter(entry.company for mine in plan.values() for entry in mine)
        loads = [len(mine) for mine in plan.values()]
        assert set(readers.values()) == {READERS}
        assert len(readers) == 39
        assert max(loads) - min(loads) <= 3
        for juror in jurors_of(2027):
            assert not any(juror.is_in_conflict_with(entry.company) for entry in plan[juror.key])

    def test_every_conflict_concerns_an_entrant_and_every_kind_occurs(self, sample: Sample) -> None:
        entrants = {entry.company for entry in submitted(sample) if entry.edition == 2027}
        conflicts = [conflict for juror in jurors_of(2027) for conflict in juror.conflicts]
        assert {conflict.company for conflict in conflicts} <= entrants
        assert {conflict.kind for conflict in conflicts} == {
            "employer", "owner", "supplier", "board", "family", "project",
        }  # fmt: skip

    def test_about_two_thirds_are_in_and_the_refused_entry_has_none(self, sample: Sample) -> None:
        states = Counter(review.state for review in sample.reviews)
        assert 95 <= states["submitted"] <= 125
        assert states["started"] >= 3
        assert states["open"] >= 20
        refused = [entry.company for entry in sample.entries if not entry.eligible]
        assert refused == ["kraftlyckans-transformator"]
        assert not any(review.company in refused for review in sample.reviews)

    def test_scores_are_whole_and_complete_when_submitted(self, sample: Sample) -> None:
        keys = [criterion.key for criterion in nordic_jury()]
        for review in sample.reviews:
            assert set(review.scores.values()) <= {1, 2, 3, 4, 5}
            expected = {"submitted": 7, "started": 3, "open": 0}[review.state]
            assert list(review.scores) == keys[:expected]
            assert set(review.comments) <= set(review.scores)

    def test_the_cut_line_is_in_doubt_when_all_have_read(self, sample: Sample) -> None:
        everything = assigned_entries(sample.entries)
        scores: dict[str, list[float]] = {}
        for review in sample_reviews(sample.entries, everything):
            if review.state == "submitted":
                scores.setdefault(review.company, []).append(mean(review.scores.values()))
        ranked = sorted((mean(values) for values in scores.values()), reverse=True)
        assert ranked[FINALISTS - 1] - ranked[FINALISTS] < 0.15
        assert ranked[0] - ranked[-1] > 1.2

    def test_scores_do_not_depend_on_who_else_reads(self, sample: Sample) -> None:
        entries = {entry.company: entry for entry in sample.entries if entry.edition == 2027}
        kivela = [review for review in sample.reviews if review.juror == "kivela"]
        assert len(kivela) > 15
        for review in kivela:
            (alone,) = sample_reviews(sample.entries, {"kivela": (entries[review.company],)})
            assert (alone.state, alone.scores) == ("submitted", review.scores)

    def test_the_pool_has_more_than_sixty_different_sentences_for_every_level(self) -> None:
        pool = comment_pool()
        swedish = [words for levels in pool.values() for pair in levels.values() for words in pair["sv"]]
        assert len(swedish) == len(set(swedish)) == 63
        assert set(pool) == {criterion.key for criterion in nordic_jury()}
        assert all(pair["en"] for levels in pool.values() for pair in levels.values())
        assert [level_of(score) for score in (1, 2, 3, 4, 5)] == ["low", "low", "middle", "high", "high"]

    def test_no_entry_gets_the_same_comment_twice(self, sample: Sample) -> None:
        comments = Counter(
            (review.company, words) for review in sample.reviews for words in review.comments.values()
        )
        assert comments.most_common(1)[0][1] == 1

    def test_most_entries_got_a_remark_of_their_own(self, sample: Sample) -> None:
        own = [review.overall for review in sample.reviews if review.overall]
        assert len(own) == len(set(own)) >= 30


class TestPictures:
    def test_the_same_company_gets_the_same_picture_and_another_another(self) -> None:
        picture = draw_picture("naverholms-sag")
        assert picture == draw_picture("naverholms-sag")
        assert picture != draw_picture("slanhaga-etikett")
        with Image.open(BytesIO(picture)) as opened:
            assert (opened.format, opened.size) == ("PNG", (960, 640))
        assert len(picture) < 30_000


def test_plain_letters() -> None:
    assert plain("Näverholms Såg & Hyvel") == "naverholms-sag-hyvel"
    assert plain("Dilan Aydın Wiśniewska Dąbrowski") == "dilan-aydin-wisniewska-dabrowski"


def test_every_trade_has_a_drawing_and_words_for_it() -> None:
    drawn = {trade: draw_scene(trade) for trade in SECTORS}
    assert len(set(drawn.values())) == len(SECTORS)
    for trade, content in drawn.items():
        assert all(scene_alt(trade))
        assert len(content) < 30_000
        assert content == draw_scene(trade)
