from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from forebild.shared.sharing.drawing import HEIGHT, WIDTH, Card, draw, fitted, length, shortened

SPRUCE = (13, 59, 46)
ROOM = 1040


def drawn(card: Card) -> Image.Image:
    return Image.open(BytesIO(draw(card)))


class TestTheCard:
    def test_is_a_png_of_the_size_that_everybody_asks_for(self) -> None:
        image = drawn(Card("Ritningarna ut"))
        assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
        assert image.getpixel((WIDTH - 1, HEIGHT - 1)) == SPRUCE

    def test_the_same_card_is_drawn_the_same(self) -> None:
        card = Card("Åäö", eyebrow="Bolaget", foot="Smart industri")
        assert draw(card) == draw(card)

    def test_swedish_letters_differ_from_those_without_rings_and_dots(self) -> None:
        assert draw(Card("Åter på väg hö")) != draw(Card("Ater pa vag ho"))

    def test_shows_the_photograph_at_the_right(self, tmp_path: Path) -> None:
        place = tmp_path / "bild.webp"
        Image.new("RGB", (960, 540), (200, 30, 30)).save(place, "WEBP")
        red, green, _blue = drawn(Card("Kort", picture=place)).convert("RGB").getpixel((1000, 300))  # type: ignore[misc]
        assert red > 150 > 60 > green

    @pytest.mark.parametrize("content", [b"", b"inte en bild"])
    def test_a_photograph_that_cannot_be_read_is_left_out(self, tmp_path: Path, content: bytes) -> None:
        place = tmp_path / "bild.webp"
        place.write_bytes(content)
        assert draw(Card("Kort", picture=place)) == draw(Card("Kort"))
        assert draw(Card("Kort", picture=tmp_path / "borta.webp")) == draw(Card("Kort"))


class TestTheTitle:
    def test_a_short_one_is_large_and_on_one_line(self) -> None:
        assert fitted("Ritningarna ut", ROOM) == (84, ["Ritningarna ut"])

    def test_a_long_one_wraps_between_words(self) -> None:
        size, lines = fitted("Robotarna fick ögon och ställtiden halverades på Åkers gjuteri", ROOM)
        assert size == 84
        assert lines == ["Robotarna fick ögon och", "ställtiden halverades på", "Åkers gjuteri"]

    def test_a_longer_one_is_smaller(self) -> None:
        size, lines = fitted("Vi lärde oss mäta innan vi köpte, och köpte sedan hälften " * 2, ROOM)
        assert size < 84
        assert " ".join(lines) == ("Vi lärde oss mäta innan vi köpte, och köpte sedan hälften " * 2).strip()

    def test_what_no_size_can_hold_ends_with_an_ellipsis(self) -> None:
        size, lines = fitted("digitalisering " * 40, ROOM)
        assert (size, len(lines), lines[-1][-1]) == (44, 6, "…")

    def test_a_word_wider_than_a_line_is_broken(self) -> None:
        _size, lines = fitted("Tillverkningsindustridigitaliseringskompetensförsörjningsplan", 640)
        assert "".join(line.removesuffix("-") for line in lines) == (
            "Tillverkningsindustridigitaliseringskompetensförsörjningsplan"
        )
        assert all(line.endswith("-") for line in lines[:-1])

    @settings(deadline=None, max_examples=60)
    @given(st.text(st.sampled_from("abåäöMWil Łź–-"), max_size=160), st.sampled_from([640, ROOM]))
    def test_no_line_is_wider_than_its_room(self, title: str, room: int) -> None:
        size, lines = fitted(title, room)
        assert all(length(line, size, 700) <= room for line in lines)


class TestShortened:
    def test_leaves_what_fits(self) -> None:
        assert shortened("Bolaget AB", 34, 500, ROOM) == "Bolaget AB"

    def test_ends_with_an_ellipsis_within_the_room(self) -> None:
        short = shortened("Bolaget med det långa namnet " * 5, 34, 500, ROOM)
        assert short.endswith("…")
        assert length(short, 34, 500) <= ROOM

    def test_without_room_for_anything_only_the_ellipsis_is_left(self) -> None:
        assert shortened("Bolaget", 34, 500, 1) == "…"
