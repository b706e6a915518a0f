"""Which rows a bulk action is about: those ticked, or all that the list's filter finds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from forebild.shared.lists.listing import List


@dataclass(frozen=True)
class ChosenRows:
    """The rows, counted once and pinned: a row that turns up later is not among `rows`.

    `mark` names exactly this set; `is_confirmed` says that the person has seen the count of this very set.
    """

    rows: QuerySet[Any]
    count: int
    gone_count: int  # ticked, but no longer in the list
    is_everything: bool
    public_ids: tuple[str, ...]
    mark: str
    is_confirmed: bool


def chosen_rows(request: HttpRequest, listing: List) -> ChosenRows:
    """The rows that the posted form names, found anew among those that the listing allows.

    1. `all=1` means the whole filtered list, else `chosen` holds public ids.
    2. Rows that the person may not know of, or that the filter no longer finds, are left out and counted.
    3. The set gets a mark; the confirm page posts it back, and a set changed since is asked for anew.
    """
    is_everything = request.POST.get("all") == "1"
    asked = {text.replace("\0", "") for text in request.POST.getlist("chosen")}
    found = listing.rows if is_everything else listing.rows.filter(public_id__in=asked)
    keys = dict(found.values_list("public_id", "pk"))
    mark = hashlib.sha256(" ".join(sorted(keys)).encode()).hexdigest()
    return ChosenRows(
        rows=listing.rows.filter(pk__in=list(keys.values())),
        count=len(keys),
        gone_count=0 if is_everything else len(asked - keys.keys()),
        is_everything=is_everything,
        public_ids=() if is_everything else tuple(keys),
        mark=mark,
        is_confirmed=bool(keys) and request.POST.get("confirmed") == mark,
    )
