"""Words of any length are found wherever they stand, whether few reports hold them or many."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircon import desk
from ircon.model import Order
from ircon.query import Query, Word
from ircon.store import Store, queue, texts

MAILS = [
    ("不正アクセスの件", "踏み台にされました。\n"),
    ("scan", "telnetd[12]: connect from 192.0.2.1"),
    ("鬱陶しい接続", "ポート23へのスキャン"),
    ("X", "終"),
    ("port scan from Z9", "a \\ b % _ \" ' quoted\nend of it zq"),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.create(tmp_path_factory.mktemp("texts") / "texts.db") as opened:
        for subject, text in MAILS:
            mail = EmailMessage()
            mail["From"], mail["Subject"] = "admin@bsite.example.jp", subject
            mail["Date"] = "Fri, 23 Jun 2000 12:40:00 +0900"
            mail.set_content(text)
            desk.take_in(opened, mail.as_bytes(), handler="mail")
        desk.write_note(opened, 2, "電話で確認済み", handler="mori")
        yield opened


def found(store: Store, text: str, *, negated: bool = False) -> list[int]:
    query = Query(words=(Word(text, negated),))
    rows = queue.window(store, query, order=Order.NUMBER)
    assert queue.count(store, query) == len(rows)
    return [row.incident for row in rows]


def paged(store: Store, text: str, *, down: bool) -> list[int]:
    """Go through what is found a row at a time, from the top down or from the end up."""
    query, order = Query(words=(Word(text),)), Order.NUMBER
    first = queue.window if down else queue.last
    rows = page = first(store, query, limit=1, order=order)
    while page and down:
        page = queue.window(store, query, after=rows[-1], limit=1, order=order)
        rows = [*rows, *page]
    while page and not down:
        page = queue.window(store, query, before=rows[0], limit=1, order=order)
        rows = [*page, *rows]
    return [row.incident for row in rows]


def expected(store: Store, text: str) -> list[int]:
    """By looking at every text there is."""
    low = text.lower()
    told = store.rows("SELECT incident_id, subject || char(0) || text FROM report") + store.rows(
        "SELECT incident_id, text FROM note"
    )
    return sorted({number for number, whole in told if low in whole.lower()})


@pytest.mark.parametrize(
    "text",
    [
        "の件",
        "件",
        "踏",
        "踏み",
        "踏み台",
        "鬱",
        "終",
        "X",
        "x",
        "zq",
        "Z9",
        "電話",
        "確",
        "connect",
        "%",
        "_",
        '"',
        "'",
        "\\",
    ],
)
def test_a_word_is_found_wherever_it_stands(store: Store, text: str) -> None:
    assert found(store, text) == expected(store, text) != []


@pytest.mark.parametrize(
    ("many", "very_many", "steps"),
    [(0, 0, 2_000), (0, 0, 1), (0, 60_000, 0), (0, 60_000, 2), (1, 60_000, 1), (20_000, 60_000, 2_000)],
)
@given(data=st.data())
def test_any_piece_of_any_text_is_found_in_the_same_incidents(
    store: Store, many: int, very_many: int, steps: int, data: st.DataObject
) -> None:
    """Whether those that hold it are gathered, met on a walk, or asked for after a walk of so many steps."""
    whole = data.draw(st.sampled_from([text for mail in MAILS for text in mail]))
    start = data.draw(st.integers(0, max(0, len(whole) - 1)))
    piece = whole[start : start + data.draw(st.integers(1, 6))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "MANY", many)
        patch.setattr(texts, "VERY_MANY", very_many)
        patch.setattr(queue, "STEPS", steps)
        assert found(store, piece) == expected(store, piece)
        assert paged(store, piece, down=True) == found(store, piece)
        assert paged(store, piece, down=False) == found(store, piece)
        assert found(store, piece, negated=True) == sorted({1, 2, 3, 4, 5} - set(expected(store, piece)))
