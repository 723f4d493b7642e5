"""The pictures in the documents show what the screen showed."""

from __future__ import annotations

from xml.etree import ElementTree

from tests.support.picture import svg
from tests.support.screen import Screen, Stream


def drawn(data: str) -> ElementTree.Element:
    screen = Screen(30, 3)
    Stream(screen).feed(data.encode())
    return ElementTree.fromstring(svg(screen, "a <title> & more"))


def texts(picture: ElementTree.Element) -> list[str]:
    return [found.text or "" for found in picture.iter("{http://www.w3.org/2000/svg}text")][1:]


def test_text_stays_text_and_markup_in_it_is_no_markup() -> None:
    assert texts(drawn("<b>&amp;</b>")) == ["<b>&amp;</b>"]


def test_wide_characters_take_two_columns() -> None:
    picture = drawn("ab日本cd")
    assert texts(picture) == ["ab", "日", "本", "cd"]
    places = [found.get("x") for found in picture.iter("{http://www.w3.org/2000/svg}text")][1:]
    assert places == ["12", "28.8", "45.6", "62.4"]


def test_colours_are_kept_and_reversed_where_the_screen_does() -> None:
    picture = drawn("\x1b[7;38;2;1;2;3mx\x1b[0m")
    fills = [found.get("fill") for found in picture.iter("{http://www.w3.org/2000/svg}rect")]
    assert fills[1:] == ["#010203"]
