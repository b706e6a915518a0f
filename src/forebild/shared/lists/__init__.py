"""The one way to show a list, and the one way to export: what a list is declared with.

What a view calls (`show_list`, `chosen_rows`, `confirm_chosen`) is in `pages`. Start with README.md.
"""

from forebild.shared.lists.actions import BulkAction
from forebild.shared.lists.columns import Column, DateColumn, NumberColumn, TagColumn, TimeColumn
from forebild.shared.lists.filters import Choice, DateRange, Filter, Search, YesNo
from forebild.shared.lists.listing import List

__all__ = [
    "BulkAction",
    "Choice",
    "Column",
    "DateColumn",
    "DateRange",
    "Filter",
    "List",
    "NumberColumn",
    "Search",
    "TagColumn",
    "TimeColumn",
    "YesNo",
]
