"""What machines report: ARF, X-ARF, IODEF, IntelMQ, Shadowserver, MISP, STIX and tables."""

from __future__ import annotations

import base64
import gzip
import io
import json
import zipfile
from typing import Any

from tests.intake.corpus.case import Case, mail, multipart

LINE = "Jun 18 07:19:02 gw sshd[811]: Failed password for root from 192.0.2.15 port 50273 ssh2"
ROBOT = (
    "From: Reports <reports@net.example.org>",
    "Date: Thu, 18 Jun 2026 07:25:31 +0200",
    "Subject: abuse report about 192.0.2.15",
)
SOURCE = {"roles": {"192.0.2.15": "source"}, "mail": "reports@net.example.org"}


def cases() -> list[Case]:
    """All of them."""
    return [*_arf(), *_xarf_lines(), *_xarf_json(), *_iodef(), *_intelmq(), *_tables(), *_shared()]


# --- RFC 5965 ---


def _arf() -> list[Case]:
    human = "This is an email abuse report for a message received from 192.0.2.15 on Thu, 18 Jun 2026.\n"
    fields = "Feedback-Type: {kind}\nUser-Agent: ExampleFBL/1.0\nVersion: 1\nSource-IP: 192.0.2.15\nArrival-Date: Thu, 18 Jun 2026 08:59:00 +0000\nOriginal-Rcpt-To: victim@example.com\n"
    original = "Received: from relay.example.net (relay.example.net [198.51.100.9]) by mx.example.com\nFrom: <spam@site.example.jp>\nSubject: sample\nMessage-ID: <1@site.example.jp>\n"

    def report(kind: str, last: tuple[str, str], given: str = fields) -> bytes:
        return multipart(
            "multipart/report; report-type=feedback-report",
            ("Content-Type: text/plain", human),
            ("Content-Type: message/feedback-report", given.format(kind=kind)),
            last,
            headers=ROBOT,
        )

    heads = ("Content-Type: text/rfc822-headers", original)
    whole = (
        "Content-Type: message/rfc822",
        original + "Content-Type: text/plain\n\nBuy at http://shop.example.com/x now\n",
    )
    expected = {
        **SOURCE,
        "klass": "spam",
        "class": "abuse",
        "occurred": "Thu, 18 Jun 2026 08:59:00 +0000",
        "values": {"192.0.2.15"},
    }
    encoded = multipart(
        "multipart/report; report-type=feedback-report",
        ("Content-Type: text/plain", human),
        (
            "Content-Type: message/feedback-report\nContent-Transfer-Encoding: base64",
            base64.encodebytes(fields.format(kind="abuse").encode()),
        ),
        heads,
        headers=ROBOT,
    )
    return [
        Case("ARF with headers", report("abuse", heads), "arf", expected),
        Case("ARF with the whole message", report("abuse", whole), "arf", {**expected, "values": {"192.0.2.15", "http://shop.example.com/x"}}),
        Case("ARF in base64", encoded, "arf", expected),
        Case("ARF fraud", report("fraud", heads), "arf", {**expected, "class": "fraud", "klass": "phishing", "roles": {"192.0.2.15": "source"}}),
        Case("ARF virus", report("virus", heads), "arf", {**expected, "class": "virus", "klass": "malware", "roles": {"192.0.2.15": "malware-host"}}),
        Case("ARF without what it must have", report("abuse", heads, fields.replace("Version: 1\n", "")), "arf", {**expected, "problems": 1}),
    ]  # fmt: skip


# --- X-ARF 0.1 and 0.2 ---

REPORT = """---
Reported-From: reports@net.example.org
Category: abuse
Report-Type: login-attack
Service: ssh
Version: 0.2
User-Agent: example 0.2
Date: Thu, 18 Jun 2026 07:19:02 +0200
Source-Type: ipv4
Source: 192.0.2.15
Port: 22
Report-ID: 1001@net.example.org
Schema-URL: http://www.x-arf.org/schema/abuse_login-attack_0.1.2.json
Attachment: text/plain
"""


def _xarf_lines() -> list[Case]:
    def report(text: str, *headers: str) -> bytes:
        return multipart(
            "multipart/mixed",
            ("Content-Type: text/plain", "Your host 192.0.2.15 made 12 failed logins; times are +0200."),
            ('Content-Type: text/plain; name="report.txt"', text),
            ('Content-Type: text/plain; name="logfile.log"', LINE + "\n"),
            headers=(*ROBOT, *headers),
        )

    expected = {
        **SOURCE, "class": "login-attack", "klass": "scan", "occurred": "Thu, 18 Jun 2026 07:19:02 +0200",
        "times": ["2026-06-18T05:19:02Z"], "values": {"192.0.2.15"}, "level": "none",
    }  # fmt: skip
    invalid = REPORT.replace("User-Agent: example 0.2", "User-Agent: [example: {0.2").replace(
        "Service: ssh", "Service:\tssh: 22"
    )
    phish = REPORT.replace("login-attack", "phishing").replace("Source-Type: ipv4", "Source-Type: uri").replace(
        "Source: 192.0.2.15", "Source: http://login.example.com/bank")  # fmt: skip
    quoted = "The report that we got:\n\n" + "\n".join(f"> {line}" for line in REPORT.splitlines()) + "\n"
    body = f"Forwarded for your attention.\n\n{REPORT}\n{LINE}\n"
    return [
        Case("X-ARF 0.2", report(REPORT, "X-XARF: PLAIN"), "xarf-0.2", expected),
        Case("X-ARF 0.1", report(REPORT.replace("Version: 0.2", "Version: 0.1")), "xarf-0.1", expected),
        Case("X-ARF that is no YAML", report(invalid, "X-ARF: YES"), "xarf-0.2", expected),
        Case("X-ARF without a document mark", report(REPORT.removeprefix("---\n")), "xarf-0.2", expected),
        Case("X-ARF with a mark that allows", report(REPORT + "TLP: green\n"), "xarf-0.2", {"condition": "TLP:green", "klass": "scan"}),
        Case("X-ARF with a mark that forbids", report(REPORT + "TLP: red\n"), "xarf-0.2", {"level": "none", "refused": True}),
        Case("X-ARF phishing", report(phish), "xarf-0.2", {"klass": "phishing", "roles": {"http://login.example.com/bank": "phishing-host"}}),
        Case("X-ARF forwarded in the body", mail(body, *ROBOT), "xarf-0.2", {**expected}),
        Case("X-ARF quoted in the body", mail(quoted, *ROBOT), "xarf-0.2", {"klass": "scan", "values": {"192.0.2.15"}}),
        Case("X-ARF as a file", REPORT.encode(), "xarf-0.2", {"klass": "scan", "mail": "reports@net.example.org"}),
    ]  # fmt: skip


# --- X-ARF 3 and XARF 4 ---


def _three(kind: str = "LoginAttack", disclosure: Any = False, **more: Any) -> dict[str, Any]:
    value = {
        "Version": "3",
        "ReporterInfo": {"ReporterOrg": "Example Net", "ReporterOrgDomain": "net.example.org", "ReporterOrgEmail": "reports@net.example.org"},
        "Disclosure": disclosure,
        "Report": {"ReportClass": "Activity", "ReportType": kind, "Date": "2026-06-18T05:19:02Z", "SourceIp": "192.0.2.15",
                   "SourcePort": 50273, "DestinationIp": "198.51.100.33", "DestinationPort": 22, **more},
    }  # fmt: skip
    return {name: part for name, part in value.items() if part is not None}


def _four(category: str = "connection", kind: str = "login_attack", **more: Any) -> dict[str, Any]:
    who = {"org": "Example Net", "contact": "reports@net.example.org", "domain": "net.example.org"}
    return {
        "xarf_version": "4.2.0", "report_id": "1a2b3c4d-5e6f-4a8b-9c0d-1e2f3a4b5c6d", "timestamp": "2026-06-18T05:19:02Z",
        "reporter": who, "sender": who, "source_identifier": "192.0.2.15", "category": category, "type": kind,
        "destination_ip": "198.51.100.33", **more,
    }  # fmt: skip


def _xarf_json() -> list[Case]:
    both = {"192.0.2.15", "198.51.100.33"}
    three = {
        "mail": "reports@net.example.org", "site": "Example Net", "klass": "scan", "class": "LoginAttack", "level": "none",
        "occurred": "2026-06-18T05:19:02Z", "times": ["2026-06-18T05:19:02Z"], "values": both,
        "roles": {"192.0.2.15": "source", "198.51.100.33": "target"},
    }  # fmt: skip
    four = {**three, "class": "connection/login_attack"}
    sample: dict[str, Any] = {"Samples": [{"ContentType": "text/plain", "Base64Encoded": True, "Description": "log",
                           "Payload": base64.b64encode(LINE.encode()).decode()}]}  # fmt: skip
    evidence: dict[str, Any] = {
        "evidence": [
            {"content_type": "text/plain", "description": "log", "payload": base64.b64encode(LINE.encode()).decode()}
        ]
    }
    attached = multipart(
        "multipart/mixed",
        ("Content-Type: text/plain", "See the report."),
        (
            'Content-Type: application/json; name="xarf.json"\nContent-Transfer-Encoding: base64',
            base64.encodebytes(json.dumps(_four()).encode()),
        ),
        headers=ROBOT,
    )
    enveloped = multipart(
        "multipart/report; report-type=feedback-report",
        ("Content-Type: text/plain", "An abuse report about 192.0.2.15."),
        ("Content-Type: message/feedback-report", "Feedback-Type: xarf\nUser-Agent: x/1\nVersion: 1"),
        ("Content-Type: application/json; name=xarf.json", json.dumps(_four())),
        headers=ROBOT,
    )
    return [
        Case("X-ARF 3", json.dumps(_three()).encode(), "xarf-3", {**three, "refused": True}),
        Case("X-ARF 3 that may be disclosed", json.dumps(_three(disclosure=True), indent=2).encode(), "xarf-3", {**three, "level": "full"}),
        Case("X-ARF 3 that does not say", json.dumps(_three(disclosure=None)).encode(), "xarf-3", {**three, "refused": False}),
        Case("X-ARF 3 with a sample", json.dumps(_three(**sample), indent=1).encode(), "xarf-3", {"klass": "scan", "values": both}),
        Case("X-ARF 3 phishing", json.dumps(_three("Phishing", SourceUrl="http://login.example.com/a")).encode(), "xarf-3",
             {"klass": "phishing", "roles": {"http://login.example.com/a": "phishing-host"}}),
        Case("X-ARF 3 in the body", mail(json.dumps(_three()), *ROBOT), "xarf-3", three),
        Case("XARF 4", json.dumps(_four()).encode(), "xarf-4", four),
        Case("XARF 4 over lines", json.dumps(_four(), indent="\t").encode(), "xarf-4", four),
        Case("XARF 4 with evidence", json.dumps(_four(**evidence), indent=1).encode(), "xarf-4",
             {"values": both, "times": ["2026-06-18T05:19:02Z", "2026-06-18T07:19:02Z"]}),
        Case("XARF 4 attached", attached, "xarf-4", {**four, "subject": "abuse report about 192.0.2.15"}),
        Case("XARF 4 in an ARF envelope", enveloped, "xarf-4", {**four, "subject": "abuse report about 192.0.2.15"}),
        Case("XARF 4 failed logins", json.dumps(_four(kind="auth_failure")).encode(), "xarf-4", {"klass": "scan"}),
        Case("XARF 4 ddos", json.dumps(_four(kind="ddos")).encode(), "xarf-4", {"klass": "dos"}),
        Case("XARF 4 copyright", json.dumps(_four("copyright", "p2p")).encode(), "xarf-4", {"klass": "copyright"}),
        Case("XARF 4 malware", json.dumps(_four("content", "malware", source_identifier="dl.example.com")).encode(), "xarf-4",
             {"klass": "malware", "roles": {"dl.example.com": "malware-host"}}),
        Case("XARF 4 that lacks a field", json.dumps({k: v for k, v in _four().items() if k != "report_id"}).encode(), "xarf-4",
             {**four, "problems": 1}),
    ]  # fmt: skip


# --- IODEF ---


def _iodef() -> list[Case]:
    def document(restriction: str, *, inner: str = "", extra: str = "", version: str = "2.00") -> str:
        return f"""<?xml version="1.0" encoding="UTF-8"?>
<IODEF-Document version="{version}" xml:lang="ja" xmlns="urn:ietf:params:xml:ns:iodef-2.0">
  <Incident purpose="mitigation"{restriction}>
    <IncidentID name="cc.example.jp">20260618-0001</IncidentID>
    <GenerationTime>2026-06-18T15:00:00+09:00</GenerationTime>
    <Description>SSH brute force login attempts</Description>
    <Discovery source="nidps"><Description>IDS alert</Description></Discovery>
    <Contact type="organization" role="reporter"{inner}><ContactName>B Site</ContactName><Email><EmailTo>admin@bsite.example.jp</EmailTo></Email></Contact>
    <EventData>
      <DetectTime>2026-06-18T14:19:02+09:00</DetectTime>
      <Flow>
        <System category="source"><Node><Address category="ipv4-addr">192.0.2.15</Address></Node></System>
        <System category="target"{inner}><Node><Address category="ipv4-addr">198.51.100.33</Address></Node></System>
      </Flow>
      <Expectation action="contact-source-site"/>{extra}
    </EventData>
  </Incident>
</IODEF-Document>
"""

    def says(word: str) -> str:
        return f' restriction="{word}"'

    expected = {
        "mail": "admin@bsite.example.jp", "site": "B Site", "found_by": "nidps IDS alert", "request": "contact-source-site",
        "occurred": "2026-06-18T14:19:02+09:00", "times": ["2026-06-18T05:19:02Z"], "klass": "scan",
        "values": {"192.0.2.15", "198.51.100.33"}, "roles": {"192.0.2.15": "source", "198.51.100.33": "target"},
    }  # fmt: skip
    attached = multipart("multipart/mixed", ("Content-Type: text/plain", "IODEF attached."),
                         ('Content-Type: application/xml; name="incident.xml"', document(says("public"))), headers=ROBOT)  # fmt: skip
    bomb = document("").replace("<IODEF", '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<IODEF', 1)
    return [
        Case("IODEF public", document(says("public")).encode(), "iodef-2", {**expected, "level": "full"}),
        Case("IODEF need to know", document(says("need-to-know")).encode(), "iodef-2", {**expected, "level": "facts"}),
        Case("IODEF private", document(says("private")).encode(), "iodef-2", {**expected, "level": "none", "refused": True}),
        Case("IODEF public but for the names", document(says("public"), inner=says("private")).encode(), "iodef-2", {**expected, "level": "facts"}),
        Case("IODEF by agreement", document(says("default")).encode(), "iodef-2", {**expected, "level": "none", "refused": False}),
        Case("IODEF without a restriction", document("").encode(), "iodef-2", {**expected, "level": "none"}),
        Case("IODEF 1", document(says("private"), version="1.00").encode(), "iodef-1", {**expected, "level": "none"}),
        Case("IODEF attached", attached, "iodef-2", {**expected, "level": "full", "mail": "admin@bsite.example.jp"}),
        Case("IODEF with entities", bomb.encode(), "text", {"values": {"192.0.2.15", "198.51.100.33", "cc.example.jp", "admin@bsite.example.jp"}}),
    ]  # fmt: skip


# --- IntelMQ, Shadowserver, tables ---


def _intelmq() -> list[Case]:
    event = {
        "feed.name": "example", "time.observation": "2026-06-18T06:00:00+00:00", "time.source": "2026-06-18T05:19:02+00:00",
        "classification.taxonomy": "intrusion-attempts", "classification.type": "brute-force", "source.ip": "192.0.2.15",
        "source.abuse_contact": "abuse@site.example.jp", "destination.ip": "198.51.100.33", "tlp": "AMBER",
    }  # fmt: skip
    second = {**event, "source.ip": "192.0.2.16", "time.source": "2026-06-18T05:20:02+00:00"}
    raw = {**event, "raw": base64.b64encode(LINE.encode()).decode()}
    expected = {
        "klass": "scan", "class": "brute-force", "occurred": "2026-06-18T05:19:02+00:00", "condition": "TLP:AMBER", "level": "none",
        "values": {"192.0.2.15", "198.51.100.33"}, "roles": {"192.0.2.15": "source", "198.51.100.33": "target"},
    }  # fmt: skip
    two = {
        "klass": "scan",
        "values": {"192.0.2.15", "192.0.2.16", "198.51.100.33"},
        "times": ["2026-06-18T05:19:02Z", "2026-06-18T05:20:02Z"],
    }
    lines = "\n".join(json.dumps(one) for one in (event, second)) + "\n"
    return [
        Case("IntelMQ event", json.dumps(event).encode(), "intelmq", {**expected, "times": ["2026-06-18T05:19:02Z"]}),
        Case("IntelMQ event with its line", json.dumps(raw).encode(), "intelmq", expected),
        Case("IntelMQ events one a line", lines.encode(), "intelmq", two),
        Case("IntelMQ events in a list", json.dumps([event, second], indent=1).encode(), "intelmq", two),
        Case("IntelMQ in a mail", mail(lines, *ROBOT), "intelmq", two),
    ]


FEED = (
    '"timestamp","ip","port","hostname","tag","asn","geo","severity"\n'
    '"2026-06-18 05:19:02","192.0.2.15",22,"gw.site.example.jp","ssh",64512,"JP","medium"\n'
    '"2026-06-18 05:20:02","192.0.2.16",22,"","ssh",64512,"JP","medium"\n'
)


def zipped(**files: str) -> bytes:
    """A zip archive of text files."""
    store = io.BytesIO()
    with zipfile.ZipFile(store, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_csv", ".csv").replace("_exe", ".exe"), text)
    return store.getvalue()


def _tables() -> list[Case]:
    expected = {
        "values": {"192.0.2.15", "192.0.2.16", "gw.site.example.jp"}, "times": ["2026-06-18T05:19:02Z", "2026-06-18T05:20:02Z"],
        "zones": {"stated"}, "class": "ssh", "klass": "other", "roles": {"192.0.2.15": "source"},
    }  # fmt: skip

    def sent(kind: str, body: bytes, encoding: str = "base64") -> bytes:
        raw = base64.encodebytes(body) if encoding == "base64" else body
        return multipart("multipart/mixed", ("Content-Type: text/plain", "Your report is attached."),
                         (f"Content-Type: {kind}\nContent-Transfer-Encoding: {encoding}", raw), headers=ROBOT)  # fmt: skip

    own = "日時;送信元IP;宛先IP;種別\n2026-06-18T14:19:02+09:00;192.0.2.15;198.51.100.33;portscan\n"
    local = "time,src_ip,message\n2026-06-18 14:19:02,192.0.2.15,denied\n"
    return [
        Case("Shadowserver", FEED.encode(), "shadowserver", expected),
        Case("Shadowserver with CR LF", FEED.replace("\n", "\r\n").encode(), "shadowserver", expected),
        Case("Shadowserver in a mail", sent('text/csv; name="r.csv"', FEED.encode(), "8bit"), "shadowserver", expected),
        Case("Shadowserver zipped", sent('application/zip; name="r.zip"', zipped(r_csv=FEED)), "shadowserver", {**expected, "problems": 0}),
        Case("Shadowserver in gzip", sent('application/gzip; name="r.csv.gz"', gzip.compress(FEED.encode())), "shadowserver", expected),
        Case("Shadowserver zipped as a file", zipped(r_csv=FEED), "shadowserver", expected),
        Case("a program beside the table", sent("application/zip", zipped(r_csv=FEED, run_exe="MZ")), "shadowserver", {**expected, "problems": 1}),
        Case("a table of one's own", own.encode(), "csv", {"klass": "scan", "times": ["2026-06-18T05:19:02Z"],
             "roles": {"192.0.2.15": "source", "198.51.100.33": "target"}}),
        Case("a table without a zone", local.encode(), "csv", {"values": {"192.0.2.15"}, "zones": {"inferred"}}),
    ]  # fmt: skip


def _shared() -> list[Case]:
    misp = {"Event": {"info": "SSH logins", "date": "2026-06-18", "Tag": [{"name": "tlp:green"}, {"name": 'rsit:intrusion-attempts="brute-force"'}],
                      "Attribute": [{"type": "ip-src", "value": "192.0.2.15"}, {"type": "ip-dst", "value": "198.51.100.33"}]}}  # fmt: skip
    stix = {"type": "bundle", "id": "bundle--5d0092c5-5f74-4287-9642-33f4c354e56d", "objects": [
        {"type": "indicator", "pattern": "[ipv4-addr:value = '192.0.2.15']", "valid_from": "2026-06-18T05:19:02Z"}]}  # fmt: skip
    return [
        Case("MISP", json.dumps(misp).encode(), "misp", {"klass": "scan", "condition": "TLP:GREEN", "subject": "SSH logins",
             "roles": {"192.0.2.15": "source", "198.51.100.33": "target"}}),
        Case("STIX 2", json.dumps(stix).encode(), "stix-2", {"values": {"192.0.2.15"}, "times": ["2026-06-18T05:19:02Z"]}),
    ]  # fmt: skip
