"""Mails and files of every format as strangers send them, labelled before they were first read."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from typing import Any

from tests.intake.corpus.case import Case, mail, multipart

_FROM = ("From: abuse@sensor.example.net", "Date: Tue, 03 Mar 2026 05:00:00 +0000", "Subject: abuse report")
_LOG = "Mar  3 04:05:06 web02 sshd[2201]: Failed password for root from 203.0.113.80 port 51011 ssh2\n"


def cases() -> list[Case]:
    """All of them."""
    return [*_arf(), *_xarf(), *_trees(), *_feeds(), *_desks(), *_prose(), *_wrapped()]


def _letter(told: str, body: str | bytes, *headers: str, kind: Any = "mail", **expected: Any) -> Case:
    given = {one.partition(":")[0] for one in headers}
    head = [one for one in _FROM if one.partition(":")[0] not in given]
    return Case(f"strangers: {told}", mail(body, *head, *headers), kind, expected)


def _arf() -> list[Case]:
    spam = (
        "Return-Path: <bulk@badsite.example>\nReceived: from smtp.badsite.example (smtp.badsite.example [203.0.113.81])\n\tby mx.victim.example with ESMTP id 4F1B2C;\n\tTue, 3 Mar 2026 04:05:06 +0000\n"
        "From: \"Shop\" <bulk@badsite.example>\nTo: undisclosed\nSubject: sale\nMessage-ID: <x1@badsite.example>\nDate: Tue, 3 Mar 2026 04:05:00 +0000\nContent-Type: text/plain\n\nvisit https://shop.badsite.example/?u=1\n"
    )
    fields = "Feedback-Type: abuse\nUser-Agent: Yahoo!-Mail-Feedback/2.0\nVersion: 0.1\nOriginal-Mail-From: <bulk@badsite.example>\nArrival-Date: Tue, 3 Mar 2026 04:05:06 +0000\nSource-IP: 203.0.113.81\nReported-Domain: badsite.example\n"
    loop = multipart(
        "multipart/report; report-type=feedback-report",
        ("Content-Type: text/plain", "This is an email abuse report for an email message received from IP 203.0.113.81 on Tue, 3 Mar 2026 04:05:06 +0000."),
        ("Content-Type: message/feedback-report", fields),
        ("Content-Type: message/rfc822", spam),
        headers=("From: feedback@isp.example", *_FROM[1:]),
    )
    headers_only = multipart(
        "multipart/report; report-type=feedback-report",
        ("Content-Type: text/plain", "abuse"),
        ("Content-Type: message/feedback-report", fields.replace("abuse", "fraud").replace("Version: 0.1", "Version: 1")),
        ("Content-Type: text/rfc822-headers", spam.partition("\n\n")[0] + "\n"),
        headers=_FROM,
    )
    return [
        Case("strangers: a provider's feedback loop", loop, "arf", {"klass": "spam", "roles": {"203.0.113.81": "source"}, "mail": "feedback@isp.example"}),
        Case("strangers: ARF, fraud, headers only", headers_only, "arf", {"klass": "phishing", "roles": {"203.0.113.81": "source"}}),
    ]  # fmt: skip


def _xarf() -> list[Case]:
    told = (
        "---\nReported-From: abuse@sensor.example.net\nCategory: abuse\nReport-Type: login-attack\nService: ssh\nUser-Agent: csf v14\nDate: 2026-03-03T04:05:06+0000\n"
        "Source-Type: ipv4\nSource: 203.0.113.82\nPort: 22\nReport-ID: 1772510706@sensor.example.net\nSchema-URL: https://example.net/login-attack.json\nAttachment: text/plain\nOccurrences: 6\nTLP: amber\n"
    )
    mailed = multipart(
        "multipart/mixed",
        ("Content-Type: text/plain; charset=utf-8", "Dear abuse team,\nthis is an automatic report in X-ARF."),
        ('Content-Type: text/plain; charset=utf-8; name="report.txt"', told),
        ('Content-Type: text/plain; charset=utf-8; name="logfile.log"', _LOG),
        headers=("X-XARF: PLAIN", *_FROM),
    )
    odd = told.replace("User-Agent: csf v14", "User-Agent: @csf: {v14").replace("---\n", "") + "Version: 0.2\n"
    forwarded = "FYI, see below\n\n-----Original Message-----\nFrom: abuse@sensor.example.net\nSubject: abuse report about 203.0.113.82\n\nThis is an automated report.\n\n" + odd + "\n" + _LOG
    v3 = {
        "Version": "3", "ReporterInfo": {"ReporterOrg": "Sensor Ltd", "ReporterOrgDomain": "sensor.example.net", "ReporterOrgEmail": "abuse@sensor.example.net",
        "ReporterContactEmail": "soc@sensor.example.net", "ReporterContactName": "SOC"}, "Disclosure": False,
        "Report": {"ReportClass": "Content", "ReportType": "Phishing", "Date": "2026-03-03T04:05:06Z", "SourceUrl": "https://login.badsite.example/", "SourceIp": "203.0.113.83", "SourcePort": 443},
    }  # fmt: skip
    v4 = {
        "xarf_version": "4.0.0", "report_id": "0f1e2d3c-0000-4000-8000-000000000000", "timestamp": "2026-03-03T04:05:06Z",
        "reporter": {"org": "Sensor Ltd", "contact": "abuse@sensor.example.net", "domain": "sensor.example.net"},
        "sender": {"org": "Sensor Ltd", "contact": "abuse@sensor.example.net", "domain": "sensor.example.net"},
        "source_identifier": "203.0.113.84", "source_port": 4444, "category": "connection", "type": "port_scan", "destination_ip": "198.51.100.84", "protocol": "tcp", "first_seen": "2026-03-03T04:05:06Z",
        "evidence": [{"content_type": "text/plain", "description": "log", "payload": base64.b64encode(_LOG.replace("113.80", "113.84").encode()).decode()}],
    }  # fmt: skip
    attached = multipart(
        "multipart/mixed", ("Content-Type: text/plain", "XARF report attached"), ('Content-Type: application/json; name="xarf.json"', json.dumps(v4, indent=1)), headers=_FROM
    )
    return [
        Case("strangers: X-ARF of a login attack", mailed, "xarf-0.2", {"klass": "scan", "roles": {"203.0.113.82": "source"}, "mail": "abuse@sensor.example.net"}),
        _letter("X-ARF forwarded by a mail program, no YAML", forwarded, kind="xarf-0.2", klass="scan", roles={"203.0.113.82": "source"}),
        _letter("X-ARF 3 in the body", json.dumps(v3), kind="xarf-3", klass="phishing", level="none", refused=True, site="Sensor Ltd"),
        Case("strangers: XARF 4 attached", attached, "xarf-4", {"klass": "scan", "roles": {"203.0.113.84": "source", "198.51.100.84": "target"}, "site": "Sensor Ltd"}),
        Case("strangers: XARF 4 in a file", json.dumps(v4).encode(), "xarf-4", {"klass": "scan", "roles": {"203.0.113.84": "source"}}),
    ]


_IODEF = """<?xml version="1.0" encoding="UTF-8"?>
<IODEF-Document version="2.00" xml:lang="en" xmlns="urn:ietf:params:xml:ns:iodef-2.0">
 <Incident purpose="mitigation" restriction="{restriction}">
  <IncidentID name="csirt.sensor.example.net">189493</IncidentID>
  <StartTime>2026-03-03T04:05:06+00:00</StartTime><ReportTime>2026-03-03T05:00:00+00:00</ReportTime>
  <Description xml:lang="en">Host sending out Code Red probes</Description>
  <Discovery source="nidps"><Description>IDS alert</Description></Discovery>
  <Assessment><SystemImpact type="{impact}" completion="failed"/></Assessment>
  <Contact role="creator" type="organization"><ContactName>Sensor CSIRT</ContactName><Email><EmailTo>csirt@sensor.example.net</EmailTo></Email></Contact>
  <EventData><Flow>
   <System category="source"><Node><Address category="ipv4-addr">203.0.113.85</Address></Node><Service ip-protocol="6"><Port>57210</Port></Service></System>
   <System category="target"><Node><DomainData system-status="unknown" domain-status="unknown"><Name>www.dsite.example.jp</Name></DomainData><Address category="ipv4-net">198.51.100.0/28</Address></Node><Service ip-protocol="6"><Port>80</Port></Service></System>
  </Flow><Expectation action="contact-source-site"/>
  <Record><RecordData><RecordItem dtype="string">203.0.113.85 - - [03/Mar/2026:04:05:06 +0000] "GET /default.ida?XXXX HTTP/1.0" 404 -</RecordItem></RecordData></Record></EventData>
 </Incident>
</IODEF-Document>
"""


def _trees() -> list[Case]:
    plain = _IODEF.format(restriction="need-to-know", impact="takeover-system")
    green = multipart(
        "multipart/mixed", ("Content-Type: text/plain", "IODEF attached"),
        ('Content-Type: application/xml; name="incident.xml"\nContent-Transfer-Encoding: base64', base64.encodebytes(_IODEF.format(restriction="private", impact="takeover-system").encode())),
        headers=_FROM,
    )  # fmt: skip
    event = {"classification.taxonomy": "intrusion-attempts", "classification.type": "brute-force", "feed.name": "honeypot", "source.ip": "203.0.113.86", "source.abuse_contact": "abuse@isp.example", "destination.ip": "198.51.100.86",
             "destination.port": 22, "protocol.application": "ssh", "time.source": "2026-03-03T04:05:06+00:00", "time.observation": "2026-03-03T04:06:00+00:00", "raw": base64.b64encode(_LOG.replace("113.80", "113.86").encode()).decode(), "tlp": "GREEN"}  # fmt: skip
    lines = "\n".join(json.dumps({**event, "source.ip": f"203.0.113.{n}", "__type": "Event"}) for n in (86, 87)) + "\n"
    return [
        Case("strangers: IODEF 2 in a file", plain.encode(), "iodef-2", {"roles": {"203.0.113.85": "source", "www.dsite.example.jp": "target"}, "mail": "csirt@sensor.example.net", "found_by": "nidps IDS alert"}),
        Case("strangers: IODEF 2 attached, private", green, "iodef-2", {"level": "none", "refused": True, "roles": {"203.0.113.85": "source", "198.51.100.0/28": "target"}}),
        Case("strangers: an IntelMQ event", json.dumps(event).encode(), "intelmq", {"klass": "scan", "roles": {"203.0.113.86": "source", "198.51.100.86": "target"}}),
        Case("strangers: IntelMQ, lines of JSON mailed", multipart("multipart/mixed", ("Content-Type: text/plain", "events"), ('Content-Type: application/x-ndjson; name="events.jsonl"', lines), headers=_FROM),
             "intelmq", {"roles": {"203.0.113.86": "source", "203.0.113.87": "source"}}),
    ]  # fmt: skip


def _feeds() -> list[Case]:
    table = '"timestamp","severity","ip","protocol","port","hostname","tag","asn","geo","region","city","naics"\n"2026-03-03 04:05:06","medium","198.51.100.88","udp",53,"ns.dsite.example.jp","openresolver",64500,"JP","TOKYO","TOKYO",0\n"2026-03-03 04:05:16","medium","198.51.100.89","udp",53,,"openresolver",64500,"JP","TOKYO","TOKYO",0\n'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("2026-03-03-scan_dns-japan-asn.csv", table)
    zipped = multipart(
        "multipart/mixed", ("Content-Type: text/plain", "Please find attached your daily report."),
        ('Content-Type: application/zip; name="2026-03-03-scan_dns.zip"\nContent-Transfer-Encoding: base64', base64.encodebytes(packed.getvalue())),
        headers=("From: autoreports@feeds.example.org", *_FROM[1:]),
    )  # fmt: skip
    tsv = "Time\tSrcIP\tDstIP\tDstPort\n2026-03-03T04:05:06Z\t203.0.113.90\t198.51.100.90\t3389\n"
    semis = "Datum;Quelle;Ziel;Port\n03.03.2026 04:05:06;203.0.113.91;198.51.100.91;22\n"
    return [
        Case("strangers: Shadowserver zipped", zipped, "shadowserver", {"times": ["2026-03-03T04:05:06Z", "2026-03-03T04:05:16Z"], "values": {"198.51.100.88", "198.51.100.89", "ns.dsite.example.jp"}, "zones": {"stated"}}),
        Case("strangers: Shadowserver in a file", table.encode(), "shadowserver", {"times": ["2026-03-03T04:05:06Z", "2026-03-03T04:05:16Z"]}),
        Case("strangers: tab-separated", tsv.encode(), "csv", {"roles": {"203.0.113.90": "source", "198.51.100.90": "target"}, "times": ["2026-03-03T04:05:06Z"]}),
        Case("strangers: semicolons, in German", semis.encode(), "csv", {"values": {"203.0.113.91", "198.51.100.91"}}),
    ]


def _desks() -> list[Case]:
    return [
        _letter(
            "fail2ban's complain", "Dear Sir/Madam,\n\nWe have detected abuse from the IP address 203.0.113.92, which according to abusix.com is on your network. We would appreciate if you would investigate and take action as appropriate.\n\n"
            "Log lines are given below, but please ask if you require any further information.\n\n(If you are not the correct person to contact about this please accept our apologies - your e-mail address was extracted from the whois record by an automated process.)\n\n"
            "This mail was generated by Fail2Ban.\nThe recipient address of this report was provided by the Abuse Contact DB by abusix.com.\n\nNote: Local timezone is +0900 (JST)\n" + _LOG.replace("113.80", "113.92"),
            "Subject: Abuse from 203.0.113.92", kind="fail2ban", klass="scan", roles={"203.0.113.92": "source"}, times=["2026-03-02T19:05:06Z"],
        ),
        _letter(
            "blocklist.de", "Hello Abuse-Team,\n\nyour Server/Customer with the IP: *203.0.113.93* (203.0.113.93) has attacked one of our servers/partners.\nThe attackers used the method/service: *ssh* on: *Tue, 03 Mar 2026 04:05:06 +0100*.\nThe time listed is from the server-time of the Blocklist-user who submitted the report.\n"
            "The attack was reported to the Blocklist.de-System on: *Tue, 03 Mar 2026 04:05:10 +0100*\n\n!!! Do not answer to this Mail! Use support@ or contact-form for Questions (no resolve-messages, no updates....) !!!\n\nThe IP has been automatically blocked for a period of time.\n",
            "From: autogenerated@blocklist.de", "Subject: abuse report about 203.0.113.93 - Tue, 03 Mar 2026 04:05:06 +0100 -- service: ssh (First x 1) RID: 1", kind="blocklist.de", klass="scan", roles={"203.0.113.93": "source"},
        ),
        _letter(
            "Netcraft", "Hello,\n\nWe have discovered a phishing attack on your network:\n\nhxxps://login[.]badsite[.]example/jp/ [203.0.113.94]\n\nThis attack targets our customer, D Bank.\n\nWould it be possible to have the fraudulent content, and any other associated fraudulent content, taken down as soon as you are able to?\n\nMore information: https://incident.netcraft.com/0f1e/\n\nNetcraft\nIssue Number: 12345678\n",
            "From: takedown@netcraft.com", "Subject: Issue 12345678: Phishing attack at https://login.badsite.example/jp/", kind="netcraft", klass="phishing",
        ),
        _letter(
            "a film studio's notice", "Notice ID: 22280000\n\nDear Sir or Madam:\n\nWe are writing on behalf of G Pictures, the owner of the exclusive rights in the copyrighted work identified below. Unauthorized distribution infringes 17 U.S.C. 512.\n\n- ------------- Infringement Details ----------------------------------\nTitle: A Film\nTimestamp: 2026-03-03T04:05:06Z\nIP Address: 198.51.100.95\nPort: 51011\nType: BitTorrent\nFilename: a.film.2026.1080p.mkv\n",
            kind="copyright", klass="copyright",
        ),
        _letter(
            "a desk's log with plus signs", "Hi,\n\nattacks from your network (times are UTC+1):\n\n+ 2026-03-03 04:05:06 203.0.113.96 -> 198.51.100.96 port 445\n+ 2026-03-03 04:05:07 203.0.113.96 -> 198.51.100.97 port 445\n",
            klass="scan", times=["2026-03-03T03:05:06Z", "2026-03-03T03:05:07Z"], roles={"203.0.113.96": "source", "198.51.100.96": "target"},
        ),
        _letter(
            "a hosting desk's list", "Abuse type: bruteforce\nService: wp-login\nTimezone: UTC\nAttacking IPs:\n203.0.113.97 - 34 attempts\n203.0.113.98 - 12 attempts\n\nThank you\n", klass="scan", values={"203.0.113.97", "203.0.113.98"},
        ),
    ]  # fmt: skip


def _prose() -> list[Case]:
    return [
        _letter(
            "an open resolver told in prose, in Japanese", "D社ネットワーク管理者様\n\n突然のメールで失礼いたします。E大学CSIRTの鈴木と申します。\n貴社の198.51.100.99がオープンリゾルバとなっており、3月3日4時5分頃（日本時間）に本学へのDNSリフレクション攻撃に利用されました。\nご対応をお願いいたします。なお、本件は貴社内に限り共有いただいて構いません。\n\nE大学CSIRT 鈴木\n",
            "From: suzuki@esite.example.ac.jp", klass="dos", language="ja", values={"198.51.100.99"},
        ),
        _letter(
            "a compromised shop", "When visiting https://shop.esite.example.jp/cart a script from hxxps://js-cdn[.]badsite[.]example/lib.min.js is loaded, which sends card numbers to 203.0.113.100.\nPlease do not mention my name to the shop.\n",
            language="en", values={"https://shop.esite.example.jp/cart", "https://js-cdn.badsite.example/lib.min.js", "203.0.113.100"},
        ),
        _letter(
            "an intrusion of 1999", "Our host ns.fsite.example.jp was broken into through the automountd/statd hole on June 12.\nThe intruder came from dial5.badsite.example (192.0.2.200) and left a sniffer in /dev/.lib.\n\nJun 12 02:11:09 ns statd[88]: attempt to create \"/var/statmon/sm/; echo >> /.rhosts\"\n\nWe do not want our name disclosed.\n",
            "Date: Mon, 14 Jun 1999 10:00:00 +0900", klass="intrusion", language="en", values={"ns.fsite.example.jp", "dial5.badsite.example", "192.0.2.200"}, times=["1999-06-11T17:11:09Z"], level="none",
        ),
        _letter(
            "logs only, no words", _LOG * 3, "Date: Tue, 03 Mar 2026 18:00:00 +0900", klass="scan", times=["2026-03-02T19:05:06Z"] * 3, roles={"203.0.113.80": "source"},
        ),
        _letter(
            "HTML only", "<html><body><p>フィッシングサイトの情報です。</p><ul><li>hxxps://a[.]badsite[.]example/</li><li>hxxps://b[.]badsite[.]example/</li></ul></body></html>",
            "Content-Type: text/html; charset=utf-8", kind="html", klass="phishing", values={"https://a.badsite.example/", "https://b.badsite.example/"},
        ),
        _letter(
            "spam forwarded with its headers in the text", "迷惑メールを転送します。\n\nReceived: from dyn.badsite.example (dyn.badsite.example [203.0.113.101])\n\tby mx.dsite.example.jp (Postfix) with ESMTP id 1;\n\tTue,  3 Mar 2026 04:05:06 +0900 (JST)\nFrom: \"Pharmacy\" <x@badsite.example>\nSubject: 80% off\n\nhttp://pills.badsite.example/\n",
            klass="spam", language="ja",
        ),
        _letter(
            "grants to one party alone", "Port scan from 203.0.113.102 on 2026-03-03. Logs may be shown to the ISP of 203.0.113.102 but to nobody else.\n\n2026-03-03T04:05:06Z DROP TCP 203.0.113.102:51011 198.51.100.102:23\n", klass="scan", times=["2026-03-03T04:05:06Z"],
        ),
    ]  # fmt: skip


def _wrapped() -> list[Case]:
    inner = mail("フィッシングの報告です。\nhxxp://c[.]badsite[.]example/\n", "From: k@gsite.example.jp", "Subject: report")
    signed = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nClass: scan\nOccurred: 2026-03-03 04:05 JST\nRequest: none\n- -- \nlogs below\n203.0.113.103 - - [03/Mar/2026:04:05:06 +0900] \"GET / HTTP/1.0\" 200 1\n-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCgAdFiEE\n=abcd\n-----END PGP SIGNATURE-----\n"
    sealed = multipart('multipart/encrypted; protocol="application/pgp-encrypted"', ("Content-Type: application/pgp-encrypted", "Version: 1\n"), ("Content-Type: application/octet-stream", "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n=ab\n-----END PGP MESSAGE-----\n"), headers=_FROM)
    alternative = multipart("multipart/alternative", ("Content-Type: text/plain; charset=utf-8", "分類：スキャン\n条件：開示可\n要望：連絡\n"), ("Content-Type: text/html; charset=utf-8", "<p>分類：スキャン<br>条件：開示可<br>要望：連絡</p>"), headers=_FROM)
    zero = multipart("multipart/mixed", ("Content-Type: text/plain", "ログを添付します。時刻はUTCです。"), ('Content-Type: application/octet-stream; name="secure.log"\nContent-Disposition: attachment; filename="secure.log"\nContent-Transfer-Encoding: base64', base64.encodebytes(_LOG.encode())), headers=_FROM)
    jis = mail("分類：ポートスキャン\n発生日時：３月３日\n要望：連絡\n条件：開示可\n", *_FROM, charset="iso-2022-jp", encoding="7bit")
    sjis = mail("分類：改ざん\n発生日時：３月３日\n要望：①連絡 ②助言\n条件：㈱Ｄの名前は伏せる\n", *_FROM, charset="shift_jis", codec="cp932")
    unlabelled = mail("分類：改ざん\n条件：開示可\n要望：連絡\n", *_FROM, charset="", codec="euc_jp")
    return [
        Case("strangers: forwarded as an attachment", multipart("multipart/mixed", ("Content-Type: text/plain; charset=utf-8", "転送します。"), ("Content-Type: message/rfc822", inner), headers=_FROM), "mail",
             {"klass": "phishing", "values": {"http://c.badsite.example/", "k@gsite.example.jp"}}),
        _letter("clear-signed", signed, kind="mail-form", **{"class": "scan", "occurred": "2026-03-03 04:05 JST", "times": ["2026-03-02T19:05:06Z"], "values": {"203.0.113.103"}}),
        Case("strangers: sealed", sealed, "pgp-encrypted", {"level": "none", "values": set()}),
        Case("strangers: both as text and as HTML", alternative, "mail-form", {"class": "スキャン", "level": "full", "request": "連絡"}),
        Case("strangers: a log attached as bytes", zero, "mail", {"times": ["2026-03-03T04:05:06Z"], "zones": {"stated"}, "klass": "scan"}),
        Case("strangers: ISO-2022-JP", jis, "mail-form", {"class": "ポートスキャン", "occurred": "３月３日", "level": "full"}),
        Case("strangers: Shift_JIS with a vendor's letters", sjis, "mail-form", {"class": "改ざん", "request": "①連絡 ②助言", "condition": "㈱Ｄの名前は伏せる", "level": "none"}),
        Case("strangers: EUC without a word of it", unlabelled, "mail-form", {"class": "改ざん", "level": "full"}),
    ]  # fmt: skip
