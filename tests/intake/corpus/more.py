"""What else arrives: other languages, other wrappers, feeds in other shapes."""

from __future__ import annotations

import base64

from tests.intake.corpus.case import Case, mail, multipart
from tests.intake.corpus.charsets import jis
from tests.intake.corpus.forms import NAMES, STORY, story

TEXT = story("{label}: {value}")
FIELDS = {name: STORY[name] for name in NAMES}
PLAIN = "Content-Type: text/plain; charset=utf-8"


def cases() -> list[Case]:
    """All of them."""
    return [*_languages(), *_wrappers(), *_feeds(), *_words()]


def _languages() -> list[Case]:
    accents = "Olá, nós vemos um scan de 192.0.2.1\n".encode("latin-1")
    plain = {"language": "en", "values": {"192.0.2.1"}, "klass": "scan"}
    return [
        Case("ISO-8859-1", mail(accents, charset="iso-8859-1"), "mail", {**plain, "problems": 0}),
        Case("ISO-8859-1 without a label", mail(accents, charset=""), "mail", {**plain, "problems": 1}),
        Case("Windows-1252", mail(b"=FCber scan 192.0.2.1\n", charset="windows-1252", encoding="quoted-printable"), "mail", plain),
        Case("GB2312", mail("我们发现 scan 192.0.2.1", charset="gb2312"), "mail", {**plain, "problems": 0}),
        Case("Korean", mail("스캔 scan 192.0.2.1", charset="ks_c_5601-1987", codec="cp949"), "mail", {**plain, "problems": 0}),
        Case("JIS X 0201", mail(jis(TEXT).replace(b"\x1b(B", b"\x1b(J"), charset="iso-2022-jp"), "mail-form", FIELDS),
        Case("JIS of 1978", mail(jis(TEXT).replace(b"\x1b$B", b"\x1b$@"), charset="iso-2022-jp"), "mail-form", FIELDS),
    ]  # fmt: skip


def _wrappers() -> list[Case]:
    inner = mail(TEXT)
    see = (PLAIN, "see attached")
    named = ("Content-Type: application/octet-stream; name=report.eml\nContent-Disposition: attachment", inner)
    coded = ("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64", base64.encodebytes(inner))
    page = ("Content-Type: text/html; charset=utf-8", "<p>" + TEXT.replace("\n", "<br>") + "</p>")
    signature = ("Content-Type: application/pkcs7-signature; name=smime.p7s\nContent-Transfer-Encoding: base64", "MIIB")
    sealed = mail(
        "MIIB", "Content-Type: application/pkcs7-mime; smime-type=enveloped-data", "Content-Transfer-Encoding: base64"
    )
    return [
        Case("a mailbox's first line", b"From x@y Wed Jun 23 14:02:11 1999\n" + inner, "mail-form", FIELDS),
        Case("a mark before the headers", b"\xef\xbb\xbf" + inner, "mail-form", FIELDS),
        Case("blank lines before the headers", b"\n\n" + inner, "mail-form", FIELDS),
        Case("an .eml as bytes", multipart("multipart/mixed", see, named), "mail-form", FIELDS),
        Case("an .eml in base64", multipart("multipart/mixed", see, coded), "mail-form", FIELDS),
        Case(
            "a page with its pictures",
            multipart("multipart/related", page, ("Content-Type: image/gif", "GIF89a")),
            "mail-form",
            FIELDS,
        ),
        Case(
            "S/MIME, signed",
            multipart("multipart/signed", (PLAIN, TEXT), signature),
            "mail-form",
            {**FIELDS, "problems": 0},
        ),
        Case("S/MIME, encrypted", sealed, "pgp-encrypted", {"problems": 1, "values": set()}),
    ]


def _feeds() -> list[Case]:
    document = (
        '<?xml version="1.0" encoding="Shift_JIS"?>\n<i:IODEF-Document version="2.00" xmlns:i="urn:ietf:params:xml:ns:iodef-2.0">'
        '<i:Incident purpose="reporting" restriction="green"><i:IncidentID name="x.example">1</i:IncidentID>'
        "<i:GenerationTime>2026-06-18T15:00:00+09:00</i:GenerationTime><i:EventData><i:Flow><i:System category='source'><i:Node>"
        "<i:Address category='ipv6-addr'>2001:db8::7</i:Address></i:Node></i:System></i:Flow></i:EventData></i:Incident></i:IODEF-Document>"
    )
    nested = b'{"time":{"source":"2026-06-18T05:19:02Z"},"source":{"ip":"192.0.2.15"},"classification":{"type":"phishing"},"feed":{"name":"x"}}'
    drones = b'"timestamp","severity","ip","port","tag","geo","infection"\n"2026-06-18 05:19:02","high","192.0.2.15",22,"mirai","JP","mirai"\n'
    quoted = b'time;source_ip;url\n"2026-06-18T05:19:02Z";"192.0.2.15";"http://a.example.com/x;y"\n'
    body = '"timestamp","ip","port","tag","geo"\n"2026-06-18 05:19:02","192.0.2.15",22,"telnet","JP"\n'
    return [
        Case("IODEF with a prefix", document.encode("cp932"), "iodef-2", {"values": {"2001:db8::7"}, "level": "full",
             "occurred": "2026-06-18T15:00:00+09:00", "roles": {"2001:db8::7": "source"}}),
        Case("IntelMQ from its database", nested, "intelmq", {"klass": "phishing", "roles": {"192.0.2.15": "phishing-host"}}),
        Case("Shadowserver drones", drones, "shadowserver", {"klass": "malware", "roles": {"192.0.2.15": "malware-host"}}),
        Case("Shadowserver in the body", mail(body), "shadowserver", {"values": {"192.0.2.15"}, "times": ["2026-06-18T05:19:02Z"]}),
        Case("a table with quoted separators", quoted, "csv", {"values": {"192.0.2.15", "http://a.example.com/x;y"}}),
        Case("JSON of no known kind", b'{"hello": "192.0.2.15"}', "text", {"values": {"192.0.2.15"}}),
    ]  # fmt: skip


def _words() -> list[Case]:
    phishing = "Phishing at hxxps://login[.]example[.]com/a and 192[.]0[.]2[.]7, mail admin[at]evil.example.net\n"
    asked = "分類: スキャン\n送信元: 192.0.2.99\n被害ホスト: 192.0.2.10\n要望: 連絡\n"
    web = "Hello,\nwe saw this attack scan:\nDate: 18 Jun 2026\nSource: 192.0.2.1\nRequest: GET /wp-login.php\nType: brute force\n"
    virus = "Date: 18 Jun 2026\nFound: Trojan.Example\nDetection: heuristic\nType: attachment\n"
    page = "分類: フィッシング\n対象: http://login.example.com/\n要望: 停止してほしい\n"
    nothing = dict.fromkeys(("request", "found_by", "condition"), "")
    banned = "Hi,\nThe IP 192.0.2.1 has been banned by Fail2Ban.\nThe IP 192.0.2.2 has been banned by Fail2Ban.\n"
    return [
        Case("defanged", mail(phishing), "mail", {"klass": "phishing",
             "values": {"https://login.example.com/a", "192.0.2.7", "admin@evil.example.net"}}),
        Case("parts by the question", mail(asked), "mail-form", {"roles": {"192.0.2.99": "source", "192.0.2.10": "target"}}),
        Case("a request that is the web's", mail(web), "mail", {**nothing, "klass": "scan"}),
        Case("a virus scanner's words", mail(virus), "mail", nothing),
        Case("a phishing page asked for", mail(page), "mail-form", {"klass": "phishing", "values": {"http://login.example.com/"}}),
        Case("several addresses", mail(banned), "fail2ban", {"values": {"192.0.2.1", "192.0.2.2"}}),
        Case("a mark in the subject", mail("A scan from 192.0.2.1\n", "Subject: [TLP:RED] scan"), "mail", {"refused": True, "level": "none"}),
        Case("nobody", mail("A scan from 192.0.2.1\n", "From: <>"), "mail", {"name": "", "mail": "", "klass": "scan"}),
    ]  # fmt: skip
