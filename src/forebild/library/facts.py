"""What a story is about, in words that can be filtered: chosen beside the text, laid down at publication.

    FACTS          the document's fields for them, beside `story.FIELDS`; LISTS are those with several values
    VOCABULARIES   per fact its keys, in the order in which they are shown, each with its name
    facts_of       what is public of a story's facts, the company's size and place with it
    chosen_in      the chosen facts of a draft's fields
    cleaned        what was sent from a form, with the fault of each value that no vocabulary has

Keys are stored and stand in addresses; only their names are ever reworded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from forebild.library.models import GoodExample

Names = Mapping[str, "StrOrPromise"]

TECHNOLOGIES: Names = {
    "sensors": _("Sensors and measuring"),
    "machine_data": _("Data from machines"),
    "erp": _("Business system (ERP)"),
    "mes": _("Production system (MES)"),
    "robots": _("Robots and automation"),
    "vision": _("Cameras that see and check"),
    "ai": _("AI and machine learning"),
    "simulation": _("Simulation and digital twins"),
    "cad_cam": _("Digital drawing and preparation (CAD/CAM)"),
    "additive": _("3D printing"),
    "cloud": _("Cloud services"),
    "ecommerce": _("E-commerce and configurators"),
    "traceability": _("Traceability and labelling"),
    "energy": _("Energy measuring and control"),
    "security": _("IT security"),
    "mobile": _("Tablets and phones on the floor"),
    "xr": _("VR and AR"),
}
COST_BANDS: Names = {
    "under_50k": _("less than SEK 50,000"),
    "50k_250k": _("SEK 50,000–250,000"),
    "250k_1m": _("SEK 250,000–1 million"),
    "1m_5m": _("SEK 1–5 million"),
    "over_5m": _("more than SEK 5 million"),
}
TIME_BANDS: Names = {
    "under_3m": _("less than 3 months"),
    "3m_6m": _("3–6 months"),
    "6m_12m": _("6–12 months"),
    "over_12m": _("more than a year"),
}
MATURITY_STEPS: Names = {
    "starting": _("Just starting"),
    "under_way": _("Under way"),
    "far_along": _("Far along"),
    "leading": _("Leading"),
}
FOCUS_AREAS: Names = {
    "industry40": _("Industry 4.0"),
    "sustainable": _("Sustainable production"),
    "skills": _("Industrial skills boost"),
    "testbed": _("Test bed Sweden"),
}
GOALS: Names = {
    "1": _("No poverty"),
    "2": _("Zero hunger"),
    "3": _("Good health and well-being"),
    "4": _("Quality education"),
    "5": _("Gender equality"),
    "6": _("Clean water and sanitation"),
    "7": _("Affordable and clean energy"),
    "8": _("Decent work and economic growth"),
    "9": _("Industry, innovation and infrastructure"),
    "10": _("Reduced inequalities"),
    "11": _("Sustainable cities and communities"),
    "12": _("Responsible consumption and production"),
    "13": _("Climate action"),
    "14": _("Life below water"),
    "15": _("Life on land"),
    "16": _("Peace, justice and strong institutions"),
    "17": _("Partnerships for the goals"),
}
DIMENSIONS: Names = {
    "strategy": _("Strategy and business"),
    "readiness": _("Systems and equipment"),
    "people": _("People and skills"),
    "data": _("Data and security"),
    "automation": _("Automation and AI"),
    "green": _("Green transition"),
}
# Head counts as the EU's size classes draw the lines: from, to (not included).
SIZES: Mapping[str, tuple[int, int | None]] = {
    "micro": (0, 10),
    "small": (10, 50),
    "medium": (50, 250),
    "large": (250, None),
}
SIZE_NAMES: Names = {
    "micro": _("fewer than 10 people"),
    "small": _("10–49 people"),
    "medium": _("50–249 people"),
    "large": _("250 people or more"),
}

FACTS = (
    "technologies", "cost_band", "time_band", "maturity_step", "focus_area", "goals", "dimensions",
)  # fmt: skip
LISTS = frozenset({"technologies", "goals", "dimensions"})
VOCABULARIES: Mapping[str, Names] = {
    "technologies": TECHNOLOGIES,
    "cost_band": COST_BANDS,
    "time_band": TIME_BANDS,
    "maturity_step": MATURITY_STEPS,
    "focus_area": FOCUS_AREAS,
    "goals": GOALS,
    "dimensions": DIMENSIONS,
}
FACT_LABELS: Names = {
    "technologies": _("Technologies"),
    "cost_band": _("What it cost"),
    "time_band": _("How long it took"),
    "maturity_step": _("Where they stood when they began"),
    "focus_area": _("Focus area of Smart industri"),
    "goals": _("Global goals"),
    "dimensions": _("What it moves"),
}


@dataclass(frozen=True)
class Facts:
    """A story's facts. Texts are empty and numbers None where nobody has said."""

    technologies: tuple[str, ...] = ()
    cost_band: str = ""
    time_band: str = ""
    maturity_step: str = ""
    focus_area: str = ""
    goals: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    county: str = ""  # two-digit code
    industry: str = ""  # SNI code of the company's main industry
    division: str = ""  # its first two digits
    head_count: int | None = None
    size: str = ""
    year: int | None = None


def facts_of(example: GoodExample) -> Facts:
    """What is public of the story's facts; none of it where nothing is public.

    One statement, unless the story was read with `select_related("facts")`.
    """
    row = getattr(example, "facts", None)
    if row is None:
        return Facts()
    values: dict[str, Any] = {name: getattr(row, name) for name in Facts.__dataclass_fields__}
    return Facts(**(values | {name: tuple(values[name]) for name in LISTS}))


def chosen_in(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The facts among a document's fields as `Facts` holds them; what no vocabulary has is left out."""
    return cleaned(fields)[0]


def cleaned(values: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The known values of each fact that is named, and the facts that held another: (values, at fault).

    A list comes in its vocabulary's order, each value once: of two equal choices one text is stored.
    """
    known: dict[str, Any] = {}
    at_fault: list[str] = []
    for fact in FACTS:
        if fact not in values:
            continue
        said = _as_list(values[fact])
        found = tuple(key for key in VOCABULARIES[fact] if key in said)
        if set(said) - set(found) or (fact not in LISTS and len(found) > 1):
            at_fault.append(fact)
        known[fact] = found if fact in LISTS else next(iter(found), "")
    return known, at_fault


def _as_list(value: Any) -> list[str]:
    """A plain form sends a single choice as a text, and nothing as an empty one."""
    several = value if isinstance(value, list | tuple) else [value]
    return [str(each) for each in several if each not in (None, "")]


def size_of(head_count: int | None) -> str:
    """The size class of a head count; "" where it is unknown."""
    if head_count is None:
        return ""
    return next(size for size, (_low, high) in SIZES.items() if high is None or head_count < high)


def name_of(fact: str, key: str) -> str:
    """What a reader calls the value `key` of `fact`; a key that is known no more stands for itself."""
    return str(VOCABULARIES[fact].get(key, key))
