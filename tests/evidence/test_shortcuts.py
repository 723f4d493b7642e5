"""What is remembered of the few characters beside an address is what all that stands before it says."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from ircon.evidence import versions, whichrole
from ircon.evidence.found import AROUND, Found
from ircon.model import ObservableKind

QUAD = "203.0.113.9"
WORDS = """from to src dst SRC= rhost= relay= -> => <- &gt; address ip ipv4 ipv6 network unknown[ client: Source o> →
    攻撃元 @[ [ ( : = version bind Chrome/ 9.8 pop3 postfix/smtpd[99]: connect Mar 12:34:00 id.orig_h
    x-forwarded-for 攻撃先 の > a port 51413""".split()
BEFORE = st.lists(st.sampled_from([*WORDS, " ", " ", '"', "-", "log4j", "\t", "\n"]), max_size=12).map("".join)


@given(BEFORE)
@example("fromfromfrom<-&gt;")
@example("Jun 23 ipv4 address ")
def test_near_words_tell_the_part_that_the_whole_line_does(before: str) -> None:
    before = before.replace("\n", " ")[-whichrole._BEFORE :]
    if len(before) < whichrole._NEAR:
        return
    near = whichrole._near(before[-whichrole._NEAR :].translate(whichrole._DIGITS))
    found = Found(ObservableKind.IPV4, QUAD, len(before), len(before) + len(QUAD), len(before) + len(QUAD))
    if near is not False:
        assert near == whichrole._before(before, before + QUAD, 0, found)


@given(BEFORE)
@example("running thunderbird/")
def test_an_address_is_no_version_where_the_near_words_rule_it_out(before: str) -> None:
    if not versions.may_follow(before[-versions.NEAR :]):
        assert not any(versions.follows_program(before[-AROUND:], quad) for quad in (QUAD, "64.0.0.0", "203.1.0.0"))
