"""What companies alike did next, from one release to another: no newcomer is found by subtracting."""

import pytest

from forebild.assessment.candidates import followed_beside


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ([12, 20], [12, 20]),  # nobody new
        ([13, 21], [12, 20]),  # one: the count stays as it was
        ([17, 27], [12, 20]),  # five did it, and two did not
        ([17, 25], [17, 25]),  # five, all of whom did it
        ([17, 30], [17, 30]),  # five and five
        ([11, 19], None),  # one has withdrawn: nothing is told any more
    ],
)
def test_a_count_changes_when_five_have_come(now: list[int], told: list[int] | None) -> None:
    found = followed_beside({"crm|yes|": now}, [{}, {"crm|yes|": [12, 20]}, {"crm|yes|": [5, 10]}])
    assert found.get("crm|yes|") == told


def test_the_first_time_it_is_told_as_it_is() -> None:
    assert followed_beside({"crm|yes|": [6, 6]}, []) == {"crm|yes|": [6, 6]}
