"""Statistics Sweden's size classes by number of employees.

They describe a workplace or company as a register sees it. They say nothing of owners, and 200 to 499
lies on both sides of the limit of 250: never infer from them whether a company is an SME (see `sme.py`).
"""

from typing import NamedTuple


class SizeClass(NamedTuple):
    """The register's code, the fewest and most employees (None: no upper limit), and the names."""

    code: str
    low: int
    high: int | None
    sv: str
    en: str


def _class(code: int, low: int, high: int) -> SizeClass:
    span = str(low) if low == high else f"{low:,}\u2013{high:,}".replace(",", "\u00a0")
    return SizeClass(str(code), low, high, f"{span} anställda", f"{span} employees")


DETAILED = (
    _class(1, 0, 0),
    _class(2, 1, 4),
    _class(3, 5, 9),
    _class(4, 10, 19),
    _class(5, 20, 49),
    _class(6, 50, 99),
    _class(7, 100, 199),
    _class(8, 200, 499),
    _class(9, 500, 999),
    _class(10, 1000, 1499),
    _class(11, 1500, 1999),
    _class(12, 2000, 2999),
    _class(13, 3000, 3999),
    _class(14, 4000, 4999),
    _class(15, 5000, 9999),
    SizeClass("16", 10000, None, "minst 10\u00a0000 anställda", "10\u00a0000 employees or more"),
)
"""The register's sixteen classes; 0 means that the figure is missing."""

USUAL = (*DETAILED[:8], SizeClass("9", 500, None, "minst 500 anställda", "500 employees or more"))
"""The nine classes of tables and charts."""


def size_class(employees: int, detailed: bool = False) -> SizeClass:
    """The class of this many employees. Raises ValueError for fewer than none."""
    for each in DETAILED if detailed else USUAL:
        if each.low <= employees and (each.high is None or employees <= each.high):
            return each
    raise ValueError(f"{employees} employees is not a number of employees")
