"""Counts by group that everybody may see: no small group, and none that can be counted backwards.

Pure. With n groups: O(n).
"""

from __future__ import annotations

from collections.abc import Mapping

LEAST = 5  # entries in the smallest group that is shown


def safe_cells(counts: Mapping[str, int], least: int = LEAST) -> dict[str, int]:
    """The groups that may be shown with their counts, in the order given; a group not in it is not shown.

    1. A group with fewer than `least` is not shown, and an empty one counts among these: that nobody is
       there tells as much as that one is.
    2. Where any group is hidden the smallest of the others is hidden with it, and all that are as small.
       Whoever knows the total from elsewhere is left with `least` or more spread over two groups or more,
       and cannot say which of them is the small one (complementary suppression; Willenborg & de Waal,
       Elements of Statistical Disclosure Control, 2001, ch. 5).

    So what is shown depends on the groups that are large enough alone: one more or one less in a small group
    changes nothing, as long as it stays small.
    """
    large = {group: count for group, count in counts.items() if count >= least}
    if len(large) == len(counts):
        return large
    smallest = min(large.values(), default=0)
    return {group: count for group, count in large.items() if count > smallest}
