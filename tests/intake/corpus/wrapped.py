"""Reports within something: forwarded, signed, encrypted, in alternatives, returned."""

from __future__ import annotations

from tests.intake.corpus import machines
from tests.intake.corpus.case import Case, mail, multipart
from tests.intake.corpus.forms import LOG, STORY, story

FORM = story("{label}: {value}")
HANDLER = ("From: desk@other-cc.example.jp", "Subject: Fwd: [IRCON#7] report", "Date: Thu, 24 Jun 1999 09:00:00 +0900")


def cases() -> list[Case]:
    """All of them."""
    return [*_forwarded(), *_signed(), *_parts(), *_returned()]


def _forwarded() -> list[Case]:
    enclosed = multipart("multipart/mixed", ("Content-Type: text/plain", "Please see the attached report."),
                         ("Content-Type: message/rfc822", mail(FORM)), headers=HANDLER)  # fmt: skip
    twice = multipart(
        "multipart/mixed",
        ("Content-Type: text/plain", "FYI"),
        ("Content-Type: message/rfc822", enclosed),
        headers=HANDLER,
    )
    xarf = multipart("multipart/mixed", ("Content-Type: text/plain", "FYI"),
                     ("Content-Type: message/rfc822", mail(machines.REPORT, *machines.ROBOT)), headers=HANDLER)  # fmt: skip
    phish = multipart("multipart/mixed", ("Content-Type: text/plain", "We got this phishing mail."),
                      ("Content-Type: message/rfc822", mail("Log in at http://login.example.com/x\n", "From: bank@example.net")),
                      headers=HANDLER)  # fmt: skip
    return [
        Case("a form forwarded", enclosed, "mail-form", {**STORY, "subject": "Fwd: [IRCON#7] report", "references": (7,), "problems": 1}),
        Case("a form forwarded twice", twice, "mail-form", STORY),
        Case("X-ARF forwarded", xarf, "xarf-0.2", {"klass": "scan", "mail": "reports@net.example.org"}),
        Case("a phishing mail as evidence", phish, "mail",
             {"klass": "phishing", "mail": "desk@other-cc.example.jp", "values": {"http://login.example.com/x", "bank@example.net"}}),
    ]  # fmt: skip


def _signed() -> list[Case]:
    dashed = FORM.replace("要望", "- -----\n要望").replace("- -----\n", "")
    clear = f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\n{dashed}-----BEGIN PGP SIGNATURE-----\nVersion: 2.6.3i\n\niQCVAwUB=abcd\n-----END PGP SIGNATURE-----\n"
    dash = "-----BEGIN PGP SIGNED MESSAGE-----\n\n分類: スキャン\n- - 192.0.2.15 から\n要望: 調査\n-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n"
    mime = multipart("multipart/signed; protocol=application/pgp-signature", ("Content-Type: text/plain; charset=utf-8", FORM),
                     ("Content-Type: application/pgp-signature", "-----BEGIN PGP SIGNATURE-----\nabc\n-----END PGP SIGNATURE-----"))  # fmt: skip
    sealed = multipart("multipart/encrypted; protocol=application/pgp-encrypted", ("Content-Type: application/pgp-encrypted", "Version: 1"),
                       ("Content-Type: application/octet-stream", "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----"))  # fmt: skip
    inline = mail("-----BEGIN PGP MESSAGE-----\n\nhQEMA1x2\n-----END PGP MESSAGE-----\n")
    return [
        Case("clear-signed", mail(clear), "mail-form", {**STORY, "problems": 0}),
        Case("clear-signed with dashes", mail(dash), "mail-form", {"values": {"192.0.2.15"}, "request": "調査"}),
        Case("signed as PGP/MIME", mime, "mail-form", {**STORY, "problems": 0}),
        Case(
            "encrypted as PGP/MIME",
            sealed,
            "pgp-encrypted",
            {"mail": "admin@bsite.example.jp", "problems": 1, "level": "none"},
        ),
        Case("encrypted in the body", inline, "pgp-encrypted", {"mail": "admin@bsite.example.jp", "problems": 1}),
        Case(
            "encrypted as a file",
            b"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n",
            "pgp-encrypted",
            {"problems": 1},
        ),
    ]


def _parts() -> list[Case]:
    page = "<html><body>" + "".join(f"<p>{line}</p>" for line in FORM.splitlines()) + "</body></html>"
    html = "Content-Type: text/html; charset=utf-8"
    plain = "Content-Type: text/plain; charset=utf-8"
    noted = FORM.replace(f"ログ:\n{LOG}\n", "")
    attached = multipart(
        "multipart/mixed", (plain, noted), (f'{plain}; name="access.log"\nContent-Disposition: attachment', LOG + "\n")
    )
    named = multipart("multipart/mixed", (plain, noted),
                      ("Content-Type: application/octet-stream\nContent-Disposition: attachment; filename*=iso-2022-jp''%1B$B%25m%250%1B(B.log", LOG + "\n"))  # fmt: skip
    picture = multipart(
        "multipart/mixed",
        (plain, FORM),
        ('Content-Type: image/png; name="a.png"\nContent-Transfer-Encoding: base64', "iVBORw0KGgo="),
    )
    nested = multipart(
        "multipart/mixed",
        (
            'Content-Type: multipart/alternative; boundary="in"',
            f"--in\n{plain}\n\n{FORM}\n--in\n{html}\n\n{page}\n--in--",
        ),
    )
    return [
        Case("alternatives", multipart("multipart/alternative", (plain, FORM), (html, page)), "mail-form", STORY),
        Case(
            "alternatives with an empty plain part",
            multipart("multipart/alternative", (plain, " "), (html, page)),
            "mail-form",
            STORY,
        ),
        Case("alternatives within", nested, "mail-form", STORY),
        Case("the form in HTML", mail(page, html), "mail-form", STORY),
        Case("the log attached", attached, "mail-form", STORY),
        Case("the log attached under a Japanese name", named, "mail-form", STORY),
        Case("a picture beside", picture, "mail-form", {**STORY, "problems": 1}),
    ]


def _returned() -> list[Case]:
    status = "Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; gone@example.net\nAction: failed\nStatus: 5.1.1\n"
    original = mail("…", "From: desk@cc.example.jp", "Subject: [IRCON#1042] notice", "Message-ID: <n1@cc.example.jp>")
    failure = multipart("multipart/report; report-type=delivery-status", ("Content-Type: text/plain", "I could not deliver it."),
                        ("Content-Type: message/delivery-status", status), ("Content-Type: message/rfc822", original),
                        headers=("From: MAILER-DAEMON@mx.example.net", "Subject: Undelivered Mail"))  # fmt: skip
    return [
        Case(
            "a letter of ours returned",
            failure,
            "bounce",
            {"references": (1042,), "replies_to": ("<n1@cc.example.jp>",), "values": set()},
        )
    ]
