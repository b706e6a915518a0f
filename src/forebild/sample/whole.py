"""The whole sample programme in one value: `load_all(today)`."""

from dataclasses import dataclass
from datetime import date

from forebild.sample.editions import SampleEdition, sample_editions
from forebild.sample.entries import SampleEntry, sample_entries
from forebild.sample.generator import SampleCompany, sample_companies
from forebild.sample.jury import (
    SampleJuror,
    SamplePerson,
    sample_jurors,
    sample_office,
    sample_partners,
)
from forebild.sample.nominations import SampleNomination, sample_nominations
from forebild.sample.pages import SamplePage, sample_pages
from forebild.sample.reviews import SampleReview, sample_reviews
from forebild.sample.stories import SampleStory, sample_stories, story_companies
from forebild.sample.texts import Text

NAME = "Smart industri"
STARTED = 2016
BANNER = Text(
    "Exempeldata: företagen, personerna och bidragen är påhittade.",
    "Sample data: the companies, people and entries are invented.",
)
SUMMARY = Text(
    "En årlig tävling för små och medelstora tillverkare som har gjort något klokt med digital teknik.",
    "A yearly competition for small and medium-sized manufacturers who have done "
    "something wise with digital technology.",
)


@dataclass(frozen=True)
class Sample:
    """Everything there is to build; see each module for its parts.

    `companies` are those that entered and those that fill the map; `story_companies` have only a story.
    """

    companies: tuple[SampleCompany, ...]
    story_companies: tuple[SampleCompany, ...]
    editions: tuple[SampleEdition, ...]
    entries: tuple[SampleEntry, ...]
    nominations: tuple[SampleNomination, ...]
    jurors: tuple[SampleJuror, ...]
    office: tuple[SamplePerson, ...]
    partners: tuple[SamplePerson, ...]
    reviews: tuple[SampleReview, ...]
    pages: tuple[SamplePage, ...]
    stories: tuple[SampleStory, ...]

    def company(self, key: str) -> SampleCompany:
        """The company with this key; KeyError where there is none."""
        return {company.key: company for company in self.companies + self.story_companies}[key]


def load_all(today: date, seed: int = 2027, count: int = 150) -> Sample:
    """The sample programme as it stands on `today`, a day when the jury of 2027 is reading."""
    companies = sample_companies(seed, count, latest_year=today.year - 1)
    entries = sample_entries(companies, seed)
    return Sample(
        companies=companies,
        story_companies=story_companies(count, seed, latest_year=today.year - 1),
        editions=sample_editions(today),
        entries=entries,
        nominations=sample_nominations(companies),
        jurors=sample_jurors(),
        office=sample_office(),
        partners=sample_partners(),
        reviews=sample_reviews(entries, seed=seed),
        pages=sample_pages(),
        stories=sample_stories(entries),
    )
