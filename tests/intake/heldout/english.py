"""Forms and prose in English, each laid out as some site or other would."""

from __future__ import annotations

from typing import Any

from tests.intake.corpus.case import Case, mail

_HEAD = ("From: Jo Smith <jo@esite.example.org>", "Date: Thu, 18 Jun 2026 09:30:00 +0100")


def _case(told: str, body: str, *kind: str, **expected: Any) -> Case:
    return Case(f"en: {told}", mail(body, *_HEAD), kind[0] if kind else "mail-form", {"language": "en", **expected})


def cases() -> list[Case]:
    """All of them."""
    return [*_laid_out(), *_of_cert_cc(), *_within(), *_prose()]


def _laid_out() -> list[Case]:
    return [
        _case(
            "colons aligned",
            "Type of incident   : Port scan\nDate and time      : 2026-06-17 22:10 UTC\nHow discovered     : firewall log\n"
            "Requested action   : please contact the source\nMay we disclose    : yes, everything\nRemarks            : clock is NTP synchronised\n\n"
            "2026-06-17 22:10:03 DROP TCP 203.0.113.5 198.51.100.5 40000 23\n",
            **{"class": "Port scan", "occurred": "2026-06-17 22:10 UTC", "found_by": "firewall log", "klass": "scan",
               "request": "please contact the source", "condition": "yes, everything", "remarks": "clock is NTP synchronised",
               "values": {"203.0.113.5", "198.51.100.5"}, "times": ["2026-06-17T22:10:03Z"]},
        ),
        _case(
            "questions in full",
            "1) What kind of incident is it?\n   Intrusion\n\n2) When did it happen?\n   15 June 2026, around 03:00 BST\n\n"
            "3) How was the incident discovered?\n   Strange processes\n\n4) What would you like us to do?\n   Advise us on recovery\n\n"
            "5) What may be disclosed?\n   Nothing\n",
            occurred="15 June 2026, around 03:00 BST", found_by="Strange processes", request="Advise us on recovery", condition="Nothing", level="none", klass="intrusion",
        ),
        _case(
            "markdown",
            "**Category:** Phishing\n**Occurred:** 2026-06-18\n**Request:** take the page down\n**Disclosure:** do not name us\n\n"
            "URL: hxxp://bank-login.example[.]net/verify\n",
            **{"class": "Phishing", "occurred": "2026-06-18", "request": "take the page down", "condition": "do not name us",
               "klass": "phishing", "values": {"http://bank-login.example.net/verify"}},
        ),
        _case(
            "ticked boxes",
            "Category:\n[ ] Scan\n[x] Denial of service\n[ ] Other\n\nDetection method: monitoring\n\nDisclosure:\n[ ] full\n[x] anonymous only\n[ ] none\n",
            **{"class": "Denial of service", "found_by": "monitoring", "condition": "anonymous only", "klass": "dos", "level": "facts"},
        ),
        _case(
            "capitals and blank answers",
            "CLASS:\nOCCURRED: 1999-06-23 12:34 JST\nFOUND BY: TCP WRAPPERS\nREQUEST:\nCONDITION:\nREMARKS:\n",
            **{"class": "", "occurred": "1999-06-23 12:34 JST", "found_by": "TCP WRAPPERS", "request": "", "condition": "",
               "level": "none", "refused": False},
        ),
        _case(
            "dots as leaders",
            "Incident type......: Brute force\nIncident date......: 17 Jun 2026\nSource IP..........: 203.0.113.6\nTarget IP..........: 198.51.100.6\n"
            "Conditions.........: share with the source's ISP only\nComments...........: all times UTC\n",
            **{"class": "Brute force", "occurred": "17 Jun 2026", "condition": "share with the source's ISP only",
               "remarks": "all times UTC", "klass": "scan", "roles": {"203.0.113.6": "source", "198.51.100.6": "target"}},
        ),
        _case(
            "headings underlined",
            "Incident type\n-------------\nMalware\n\nDate of incident\n----------------\n16 June 2026\n\nRequest\n-------\nPlease notify the hosting provider.\n"
            "\nConditions of disclosure\n------------------------\nYou may pass on everything.\n",
            **{"class": "Malware", "occurred": "16 June 2026", "request": "Please notify the hosting provider.",
               "condition": "You may pass on everything.", "level": "full", "klass": "malware"},
        ),
        _case(
            "semicolons in one line each, long folded answer",
            "Type: scan\nWhen: 2026-06-18 01:00 +0100\nRequest: Please ask the owner of 203.0.113.8 to\n  have a look at the machine, and tell us\n"
            "  what they found.\nConditions: none stated yet\n",
            **{"class": "scan", "request": "Please ask the owner of 203.0.113.8 to\nhave a look at the machine, and tell us\nwhat they found.",
               "values": {"203.0.113.8"}, "klass": "scan"},
        ),
    ]  # fmt: skip


def _of_cert_cc() -> list[Case]:
    return [
        _case(
            "the numbered form of the nineties",
            "1.0. General Information\n  1.1. Incident number (to be assigned): CERT#\n  1.2. Reporting site information\n"
            "    1.2.1. Name: Example Site\n\n2.0. Contact Information\n  2.1. Your contact information\n    2.1.1. Name: Jo Smith\n"
            "    2.1.2. E-mail address: jo@esite.example.org\n    2.1.3. Telephone number: +44 20 0000 0000\n\n3.0. Affected machines\n"
            "  3.1. Hostname: mail.esite.example.org\n  3.2. Time zone: GMT\n\n4.0. Source of attack\n  4.1. Hostname: ppp3.example.net\n"
            "  4.2. IP: 203.0.113.9\n\n5.0. Description of incident\n  5.1. Dates: 22 June 1999\n  5.2. Method of discovery: log files\n"
            "  5.3. Requested assistance: contact the site\n",
            found_by="log files", request="contact the site", name="Jo Smith", values={"mail.esite.example.org", "ppp3.example.net", "203.0.113.9"},
        ),
        _case(
            "zone and clock asked apart",
            "Incident class: Intrusion attempt\nTime zone: GMT+1\nClock accuracy: within 2 seconds\nNTP used: yes\nDate: 17/06/2026\n"
            "How detected: IDS\n\nJun 17 03:04:05 host sshd[1]: Invalid user test from 203.0.113.10\n",
            **{"class": "Intrusion attempt", "found_by": "IDS", "times": ["2026-06-17T02:04:05Z"], "zones": {"stated"},
               "klass": "scan", "values": {"203.0.113.10"}},
        ),
    ]  # fmt: skip


def _within() -> list[Case]:
    form = "Type: Scan\nOccurred: 2026-06-18 08:00 BST\nFound by: logs\nRequest: contact them\nCondition: full disclosure\n"
    want: dict[str, Any] = {"class": "Scan", "occurred": "2026-06-18 08:00 BST", "found_by": "logs", "request": "contact them",
            "condition": "full disclosure", "klass": "scan"}  # fmt: skip
    quoted = "Hi,\n\nplease see below.\n\nJo\n\n" + "".join(f"> > {line}\n" for line in form.splitlines())
    outlook = (
        "FYI, from our helpdesk.\n\n-----Original Message-----\nFrom: Jo Smith [mailto:jo@esite.example.org]\nSent: Thursday, June 18, 2026 9:00 AM\n"
        "To: helpdesk\nSubject: scan\n\n" + form
    )
    html = "<p>Dear team,</p><ul>" + "".join(f"<li><b>{line.partition(':')[0]}</b>:{line.partition(':')[2]}</li>" for line in form.splitlines()) + "</ul>"  # fmt: skip
    return [
        _case("quoted twice", quoted, **want),
        _case("below the headers of another mail", outlook, **want),
        Case("en: a list in HTML", mail(html, *_HEAD, "Content-Type: text/html"), "mail-form", {**want}),
        _case("closed politely", f"Dear CERT,\n\n{form}\nBest regards,\nJo\n\n--\nJo Smith, Example Site\nPhone: +44 20 0000 0000\njo@esite.example.org\n",
              **want, values=set()),
        Case("en: a file with CRLF", form.replace("\n", "\r\n").encode(), "text-form", {**want}),
        Case("en: quoted-printable", mail(form.replace("contact them", "contact them=20=\n please").encode(), *_HEAD,
             encoding="quoted-printable"), "mail-form", {**want, "request": "contact them  please"}),
    ]  # fmt: skip


def _prose() -> list[Case]:
    return [
        _case(
            "an abuse mail of nobody in particular",
            "Hello,\n\nyour IP 203.0.113.11 has been trying to log in to our servers via SSH.\nLog (UTC):\n\n"
            "Jun 18 07:11:12 srv3 sshd[881]: Failed password for root from 203.0.113.11 port 50001 ssh2\n\nPlease take action.\n",
            "mail", klass="scan", values={"203.0.113.11"}, times=["2026-06-18T07:11:12Z"], roles={"203.0.113.11": "source"},
        ),
        _case(
            "a botnet report in prose",
            "We observed the following hosts in your network talking to a known botnet C&C (198.51.100.99:6667):\n\n"
            "2026-06-18 06:00:01 UTC, 203.0.113.12\n2026-06-18 06:00:09 UTC, 203.0.113.13\n",
            "mail", klass="malware", values={"198.51.100.99", "203.0.113.12", "203.0.113.13"},
            times=["2026-06-18T06:00:01Z", "2026-06-18T06:00:09Z"],
        ),
        _case(
            "copyright",
            "Notice ID: 22-000111\nDate: 18 Jun 2026\n\nWe represent Example Pictures. The following IP address has been observed infringing the copyright"
            " of our client via BitTorrent.\n\nTitle: Example Movie\nTimestamp: 2026-06-17T23:11:12Z\nIP Address: 203.0.113.14\nPort: 51413\n",
            "copyright", klass="copyright",
        ),
    ]  # fmt: skip
