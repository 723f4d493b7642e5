"""What marks a tool or an intruder, and what every log holds."""

from __future__ import annotations

import pytest

from ircon.model import Certainty, LogLine, Observable, ObservableKind, Report, Reporter
from ircon.sites.traces import TraceKind, of_report


def words(*lines: str, text: str = "", url: str = "") -> set[str]:
    """The telling words of a report with these log lines."""
    return {trace.value for trace in of_report(report(*lines, text=text, url=url)) if trace.kind is TraceKind.WORD}


def report(*lines: str, text: str = "", url: str = "") -> Report:
    logged = tuple(LogLine(n, told, None, Certainty.WRITTEN, Certainty.WRITTEN) for n, told in enumerate(lines, 1))
    observables = (Observable(ObservableKind.URL, url, 1),) if url else ()
    reporter = Reporter("", "admin@bsite.example.jp", "bsite")
    return Report("mail", text, reporter=reporter, lines=logged, observables=observables)


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("Jun 23 10:00:00 asite statd[123]: statd: open of /var/statmon/sm/;", "/var/statmon/sm/"),
        (
            "Mar  1 02:00:11 gw sshd[81]: Failed password for invalid user zhwork7 from 192.0.2.1 port 4000 ssh2",
            "zhwork7",
        ),
        ('192.0.2.1 - - [01/Mar/2024:02:00:11 +0900] "GET /xq12/vuln_k.cgi HTTP/1.1" 404 1', "/xq#/vuln_k.cgi"),
        ('192.0.2.1 - - [01/Mar/2024:02:00:11 +0900] "GET / HTTP/1.1" 404 1 "-" "Morfeus/2.0"', "morfeus/#.#"),
        ("Nov 13 15:36:00 www mail: from=<a@b.example> attachment=kaikei_0412.zip", "kaikei_#.zip"),
    ],
)
def test_a_telling_word_is_kept_without_its_numbers(line: str, word: str) -> None:
    assert word in words(line)


@pytest.mark.parametrize(
    "line",
    [
        "Mar  1 02:00:11 gw sshd[81]: Failed password for root from 192.0.2.1 port 4000 ssh2",
        "Mar  1 02:00:11 gw sshd[81]: Failed password for invalid user oracle from 192.0.2.1 port 4000 ssh2",
        "Jun 23 12:34:00 bsite telnetd[12]: connect from 192.168.100.1",
        '192.0.2.1 - - [01/Mar/2024:02:00:11 +0900] "GET /wp-login.php HTTP/1.1" 404 1 "-" "Mozilla/5.0"',
        "Oct 23 23:14:06 srv kernel: [UFW BLOCK] IN=eth0 OUT= SRC=192.0.2.170 DST=203.0.113.14 LEN=40 PROTO=TCP DPT=23",
        "Nov 23 02:04:00 shop portsentry[8281]: attackalert: SYN scan from host: 192.0.2.41/192.0.2.41 to port: 111",
        "%SEC-6-IPACCESSLOGP: list 101 denied tcp 192.0.2.1(1024) -> 192.0.2.2(23), 1 packet",
    ],
)
def test_what_every_log_holds_is_no_trace(line: str) -> None:
    assert words(line) == set()


def test_the_reporters_own_names_are_no_trace() -> None:
    assert words('192.0.2.1 - - [01/Mar/2024:02:00:11 +0900] "GET /bsite/xk_q.php HTTP/1.1" 404 1') == set()


def test_file_names_that_all_malware_has_are_no_trace_and_others_are() -> None:
    text = "Antivirus found it in C:\\Users\\Public\\update.dll, svchost.exe and invoice.js, then otp_xy.php."
    assert words(text=text) == {"otp_xy.php"}


def test_a_files_hash_is_a_trace_and_that_of_no_file_is_none() -> None:
    digest = "5D41402ABC4B2A76B9719D911017C592"
    assert words(text=f"MD5: {digest}; d41d8cd98f00b204e9800998ecf8427e") == {f"#{digest.lower()}"}


def test_a_servers_domain_is_a_trace_beside_its_name_where_it_is_one_that_somebody_registered() -> None:
    assert {"//a7.madeup-pay.com", "//*.madeup-pay.com"} <= words(url="https://a7.madeup-pay.com/x")
    assert not {word for word in words(url="https://somebody.github.io/x") if word.startswith("//*")}
    assert not {word for word in words(url="https://sub.google.com/x") if word.startswith("//*")}


def test_a_kits_path_is_the_same_on_whatever_host() -> None:
    first = words(url="http://a.example/wp-includes/mufgjk/confirm.php")
    assert first & words(url="https://b.example.net/wp-includes/mufgjk/confirm.php")


def test_lines_that_differ_by_time_host_number_and_address_leave_the_same_skeleton() -> None:
    one = "Jun 23 10:00:00 asite statd[123]: statd: open of /var/statmon/sm/ from 192.0.2.1;"
    other = "Jul  1 23:59:59 csite statd[9]: statd: open of /var/statmon/sm/ from 198.51.100.7;"
    different = "Jul  1 23:59:59 csite statd[9]: statd: removal of /var/statmon/sm/ from 198.51.100.7;"
    skeletons = [{t.value for t in of_report(report(n)) if t.kind is TraceKind.LINE} for n in (one, other, different)]
    assert skeletons[0] == skeletons[1] != skeletons[2]


def test_a_hostile_report_leaves_few_traces() -> None:
    lines = [f"Jun 23 10:00:00 h p[1]: x{'a' * 5000} /q{chr(97 + n % 26)}z{n}k/w_{n}.php" for n in range(3000)]
    assert len(of_report(report(*lines))) <= 80
