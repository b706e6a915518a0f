from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from forebild.shared.ui.county_map import HEIGHT, VIEW_BOX, WIDTH, CountyMap, county_map

CODES = (
    *("01", "03", "04", "05", "06", "07", "08", "09", "10", "12", "13"),
    *("14", "17", "18", "19", "20", "21", "22", "23", "24", "25"),
)
NAMES = {code: f"Län {code}" for code in CODES}


def drawn(counts: dict[str, int], chosen: str = "") -> CountyMap:
    return county_map(counts, NAMES, lambda code: f"/lista/?county={code}", chosen)


def tones(counts: dict[str, int]) -> dict[str, int]:
    return {tile.code: tile.tone for tile in drawn(counts).tiles if tile.code in counts}


class TestTiles:
    def test_every_county_has_a_tile_of_its_own_within_the_frame(self) -> None:
        tiles = drawn({"06": 3}, "06").tiles
        assert {tile.code for tile in tiles} == set(NAMES)
        assert len({(tile.x, tile.y) for tile in tiles}) == len(CODES)
        width, height = (int(side) for side in VIEW_BOX.split()[2:])
        assert all(0 <= tile.x <= width - WIDTH and 0 <= tile.y <= height - HEIGHT for tile in tiles)
        assert [tile.code for tile in tiles if tile.count and tile.is_chosen] == ["06"]

    def test_no_tile_lies_on_another(self) -> None:
        places = [(tile.x, tile.y) for tile in drawn({}).tiles]
        for index, (x, y) in enumerate(places):
            assert all(
                abs(x - other_x) >= WIDTH or abs(y - other_y) >= HEIGHT
                for other_x, other_y in places[index + 1 :]
            )

    def test_only_counties_with_something_lead_anywhere(self) -> None:
        shown = drawn({"06": 1, "14": 2, "25": 0})
        assert [(tile.name, tile.href) for tile in shown.counties] == [
            ("Län 14", "/lista/?county=14"),
            ("Län 06", "/lista/?county=06"),
        ]
        assert all(tile.href == "" for tile in shown.without)
        assert len(shown.without) == 19

    def test_a_count_without_a_county_is_left_to_the_page(self) -> None:
        assert drawn({"": 7}).counties == []


class TestTones:
    def test_none_one_two_and_three_steps(self) -> None:
        assert drawn({}).legend == ()
        assert drawn({"06": 1}).legend == ((3, 1, 1),)
        assert drawn({"06": 2, "14": 1}).legend == ((2, 1, 1), (3, 2, 2))
        assert drawn({"06": 9}).legend == ((1, 1, 3), (2, 4, 6), (3, 7, 9))

    def test_a_county_has_the_tone_of_its_step(self) -> None:
        assert tones({"01": 9, "03": 7, "04": 6, "05": 4, "06": 3, "07": 1, "08": 0}) == {
            "01": 3, "03": 3, "04": 2, "05": 2, "06": 1, "07": 1, "08": 0,
        }  # fmt: skip

    @given(st.dictionaries(st.sampled_from(sorted(NAMES)), st.integers(0, 5000)))
    def test_more_is_never_lighter_and_the_steps_leave_no_hole(self, counts: dict[str, int]) -> None:
        shown = drawn(counts)
        assert all(bool(tile.count) == bool(tile.tone) for tile in shown.tiles)
        by_count = sorted(shown.tiles, key=lambda tile: tile.count)
        assert [tile.tone for tile in by_count] == sorted(tile.tone for tile in shown.tiles)
        ends = [0, *(most for _tone, _least, most in shown.legend)]
        assert [least for _tone, least, _most in shown.legend] == [end + 1 for end in ends[:-1]]
