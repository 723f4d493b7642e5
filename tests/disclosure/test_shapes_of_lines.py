"""Lines are read by their shape; what was read before must not show, or a door that remembers lets things slip."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ircon.disclosure import pieces, words
from ircon.disclosure.masking import Reader
from ircon.disclosure.owning import MAX_KNOWN, Own
from ircon.model import Certainty, LogLine
from tests.disclosure import world

AT = datetime(2026, 6, 23, 12, 0, tzinfo=UTC)
WORDS = sorted(words.VOCABULARY | words.KEYS | words.PROTOCOLS | words.SERVICES.keys() | words.ANNOUNCES_NAME)
OURS = ("192.168.100.{}", "192.168.100.{}:514", "[2001:db8:a::{}]:80", "mx{}.asite.example.jp", "asite.example.jp[{}]")
THEIRS = ("u{}", "ssh{}", "ssh{}-", "imap{}", "http/1.{}", "10.0.0.{}", "h{}.bsite.example.jp", "sshd[{}]:", "{}")
FORMS = st.sampled_from([*OURS, *THEIRS, "port={}", "dpt={}", "port[{}]", "user{}=x", "１{}", "-{}-", "0{}"])
TOKENS = st.one_of(
    st.sampled_from(WORDS),
    st.builds(str.format, FORMS, st.integers(0, 70_000)),
    st.sampled_from(["->", ">", "=", "from", "to", "port", "花子", "[", '"GET', "Jun 23 12:34:00", "<34>"]),
)
LINES = st.lists(TOKENS, max_size=12).map(" ".join)


def _line(text: str) -> LogLine:
    return LogLine(1, text, AT, Certainty.WRITTEN, Certainty.WRITTEN)


@given(st.lists(LINES, min_size=2, max_size=6))
@example(["from 192.168.100.7 port 22 ssh2", "from 192.168.100.8 port 70000 ssh3", "from 192.168.100.9 port 0 ssh1"])
@settings(max_examples=200)
def test_a_line_reads_the_same_whatever_was_read_before(texts: list[str]) -> None:
    reader = Reader(Own(world.A))
    for text in texts:
        told, alone = reader.read(_line(text)), Reader(Own(world.A)).read(_line(text))
        assert told == alone and told.masked == alone.masked


@given(st.lists(st.builds(str.format, FORMS, st.integers(0, 70_000)), min_size=2, max_size=8))
@settings(max_examples=200)
def test_a_token_comes_to_the_same_by_its_form_as_by_itself(tokens: list[str]) -> None:
    known = pieces.Known(Own(world.A))
    for token in tokens:
        assert known[token] == known._pieces(token)


def test_what_is_remembered_stays_bounded() -> None:
    known = pieces.Known(Own(world.A))
    for number in range(60_000):
        known[f"10.{number // 250 % 250}.{number // 62_500}.{number % 250}"]
        known["x" * (number % 300) + "0."]
    assert len(known) <= MAX_KNOWN + 1


def test_a_number_is_a_port_only_after_the_word_for_one() -> None:
    read = Reader(Own(world.A)).read(_line("sshd[4242]: Failed password for u77 from 192.168.100.7 port 1025 ssh2"))
    assert read.masked == "sshd *** Failed password for *** from 192.168.100.7 port 1025 ssh2"
    assert (read.service, read.source_port, read.direction) == ("ssh", 1025, "from")
