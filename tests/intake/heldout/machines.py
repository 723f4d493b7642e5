"""What machines send: reports in their formats, each in a variant that a standard or a habit allows."""

from __future__ import annotations

import base64
import gzip
import io
import json
import zipfile

from tests.intake.corpus.case import Case, mail, multipart

_FROM = ("From: reporting@sensor.example.net", "Date: Thu, 18 Jun 2026 05:30:00 +0000", "Subject: report")
_SOURCE = {"203.0.113.50": "source"}
_LOG = "2026-06-18T05:19:02Z srv sshd[1]: Failed password for root from 203.0.113.50 port 4022 ssh2\n"


def cases() -> list[Case]:
    """All of them."""
    return [*_arf(), *_xarf(), *_iodef(), *_feeds(), *_desks(), *_sealed(), *_plain()]


def _arf() -> list[Case]:
    original = "From: bulk@shop.example\nTo: victim@example.org\nSubject: cheap\nReceived: from [203.0.113.50] by mx.example.org; Thu, 18 Jun 2026 05:00:00 +0000\n\nBuy http://shop.example/x\n"
    fields = (
        "feedback-type: abuse\nversion: 1\nuser-agent: Sensor/1.0\nsource-ip: 203.0.113.50\nreported-domain: shop.example\n"
        "reported-uri: http://shop.example/x\nincidents: 3\noriginal-mail-from: <bulk@shop.example>\nreceived-date: Thu, 18 Jun 2026 05:00:00 +0000\n"
    )
    whole = multipart(
        'multipart/report; report-type="feedback-report"; charset=utf-8',
        ("Content-Type: text/plain; charset=us-ascii", "This is an abuse report."),
        ("Content-Type: message/feedback-report; charset=us-ascii", fields),
        ("Content-Type: message/rfc822; charset=us-ascii\nContent-Disposition: inline", original),
        headers=_FROM,
    )
    bare = multipart(
        "multipart/report; report-type=feedback-report",
        ("Content-Type: message/feedback-report", "Feedback-Type: auth-failure\nVersion: 1\nUser-Agent: x/1\nAuth-Failure: dkim\nSource-IP: IPv6:2001:db8::50\n"),
        headers=_FROM,
    )  # fmt: skip
    return [
        Case("ARF: small letters and optional fields", whole, "arf", {"klass": "spam", "roles": _SOURCE}),
        Case("ARF: one part, an IPv6 source", bare, "arf", {"values": {"2001:db8::50"}}),
        Case("ARF: forwarded as an attachment", multipart("multipart/mixed", ("Content-Type: text/plain", "fyi"),
             ("Content-Type: message/rfc822", whole), headers=("From: noc@isp.example.net",)), "arf", {"klass": "spam", "roles": _SOURCE}),
    ]  # fmt: skip


def _xarf() -> list[Case]:
    told = (
        "Reported-From: reporting@sensor.example.net\nCategory: fraud\nReport-Type: phishing\nUser-Agent: s\nReport-ID: 7@sensor.example.net\n"
        "Date: Thu, 18 Jun 2026 05:19:02 +0000\nSource-Type: uri\nSource: http://evil.example.org/login\nAttachment: none\nTLP: green\n"
        "Schema-URL: http://www.x-arf.org/schema/fraud_phishing_0.1.4.json\nVersion: 0.2\n"
    )
    scan = (
        told.replace("fraud\n", "abuse\n")
        .replace("phishing\n", "portscan\n")
        .replace("uri\nSource: http://evil.example.org/login", "ip-address\nSource: 203.0.113.50")
    )
    crooked = scan.replace("User-Agent: s", "User-Agent: s: [1]\n\tgoes on").replace("Version: 0.2", "Version: 0.1")
    three = {
        "Version": "3.0.0",
        "ReporterInfo": {"ReporterOrg": "Sensor", "ReporterOrgDomain": "sensor.example.net", "ReporterOrgEmail": "abuse@sensor.example.net"},
        "Disclosure": False,
        "Report": {"ReportClass": "Activity", "ReportType": "LoginAttack", "Date": "2026-06-18T05:19:02Z", "SourceIp": "203.0.113.50",
                   "SourcePort": 4022, "DestinationIp": "198.51.100.50", "DestinationPort": 22},
    }  # fmt: skip
    four = {
        "xarf_version": "4.0.0", "report_id": "550e8400-e29b-41d4-a716-446655440000", "timestamp": "2026-06-18T05:19:02Z",
        "reporter": {"org": "Sensor", "contact": "abuse@sensor.example.net", "domain": "sensor.example.net"},
        "sender": {"org": "Relay", "contact": "relay@relay.example.net", "domain": "relay.example.net"},
        "source_identifier": "203.0.113.50", "category": "connection", "type": "login_attack", "evidence_source": "honeypot",
        "destination_ip": "198.51.100.50", "protocol": "tcp", "first_seen": "2026-06-18T05:19:02Z", "source_port": 4022,
        "evidence": [{"content_type": "text/plain", "description": "log", "payload": base64.b64encode(_LOG.encode()).decode()}],
    }  # fmt: skip
    return [
        Case("X-ARF 0.2: green, a URL", multipart("multipart/mixed", ("Content-Type: text/plain", "A phishing page."),
             ("Content-Type: text/plain; charset=utf8; name=\"report.txt\"", told), headers=(*_FROM, "X-ARF: Yes")), "xarf-0.2",
             {"klass": "phishing", "values": {"http://evil.example.org/login"}, "mail": "reporting@sensor.example.net"}),
        Case("X-ARF 0.1: no YAML", multipart("multipart/mixed", ("Content-Type: text/plain", "A scan."),
             ("Content-Type: text/plain; name=report.txt", crooked), ("Content-Type: text/plain; name=log.txt", _LOG), headers=_FROM),
             "xarf-0.1", {"klass": "scan", "roles": _SOURCE, "times": ["2026-06-18T05:19:02Z"]}),
        Case("X-ARF 0.2: pasted into a forwarding mail", mail("See below.\n\n---------- Forwarded message ----------\nFrom: reporting@sensor.example.net\n"
             f"Date: Thu, 18 Jun 2026\nSubject: abuse\n\n{scan}\n{_LOG}", "From: noc@isp.example.net"), "xarf-0.2", {"klass": "scan", "roles": _SOURCE}),
        Case("X-ARF 3: not to be disclosed", json.dumps(three).encode(), "xarf-3",
             {"klass": "scan", "refused": True, "roles": {**_SOURCE, "198.51.100.50": "target"}, "mail": "abuse@sensor.example.net"}),
        Case("X-ARF 3: in a mail, disclosed", multipart("multipart/mixed", ("Content-Type: text/plain", "see json"),
             ("Content-Type: application/json; name=xarf.json", json.dumps({**three, "Disclosure": True}, indent=1)), headers=_FROM), "xarf-3",
             {"level": "full", "roles": _SOURCE}),
        Case("XARF 4: a login attack", json.dumps(four, indent=2).encode(), "xarf-4",
             {"klass": "scan", "roles": {**_SOURCE, "198.51.100.50": "target"}, "mail": "abuse@sensor.example.net"}),
    ]  # fmt: skip


def _iodef() -> list[Case]:
    body = """<?xml version="1.0" encoding="UTF-8"?>
<i:IODEF-Document version="2.00" xml:lang="en" xmlns:i="urn:ietf:params:xml:ns:iodef-2.0">
 <i:Incident purpose="reporting" restriction="{restriction}">
  <i:IncidentID name="sensor.example.net">2026-7</i:IncidentID>
  <i:StartTime>2026-06-18T05:19:02Z</i:StartTime>
  <i:GenerationTime>2026-06-18T05:30:00Z</i:GenerationTime>
  <i:Description>Scan of port 22</i:Description>
  <i:Discovery source="{found}"/>
  <i:Contact role="creator" type="organization"><i:ContactName>Sensor Net</i:ContactName>
   <i:Email><i:EmailTo>desk@sensor.example.net</i:EmailTo></i:Email></i:Contact>
  <i:EventData>
   <i:Flow>
    <i:System category="source"><i:Node><i:Address category="ipv4-addr">203.0.113.50</i:Address></i:Node></i:System>
    <i:System category="target"><i:Node><i:Address category="ipv4-addr">198.51.100.50</i:Address></i:Node></i:System>
   </i:Flow>
   <i:Expectation action="{action}"/>
  </i:EventData>
 </i:Incident>
</i:IODEF-Document>
"""
    roles = {**_SOURCE, "198.51.100.50": "target"}
    given = {"restriction": "private", "found": "nidps", "action": "contact-source-site"}
    return [
        Case("IODEF: private, prefixed", body.format(**given).encode(), "iodef-2",
             {"roles": roles, "mail": "desk@sensor.example.net", "level": "none", "refused": True}),
        Case("IODEF: amber", body.format(**{**given, "restriction": "amber"}).encode(), "iodef-2", {"roles": roles}),
        Case("IODEF: public, in a mail", multipart("multipart/mixed", ("Content-Type: text/plain", "attached"),
             ("Content-Type: application/xml; name=i.xml", body.format(**{**given, "restriction": "public"})), headers=_FROM), "iodef-2",
             {"roles": roles, "level": "full"}),
    ]  # fmt: skip


def _feeds() -> list[Case]:
    event = {
        "classification.type": "brute-force", "time.source": "2026-06-18T05:19:02+00:00", "source.ip": "203.0.113.50", "source.asn": 64500,
        "destination.ip": "198.51.100.50", "destination.port": 22, "feed.name": "Sensor", "raw": base64.b64encode(_LOG.encode()).decode(),
        "tlp": "GREEN", "source.abuse_contact": "abuse@isp.example.net",
    }  # fmt: skip
    other = {**event, "source.ip": "203.0.113.51", "time.source": "2026-06-18T05:20:00+00:00"}
    shadow = (
        '"timestamp","severity","ip","protocol","port","hostname","tag","asn","geo","region","city"\r\n'
        '"2026-06-18 05:19:02","medium","203.0.113.50","udp",123,"ntp.dsite.example.com","ntp",64500,"JP","TOKYO","TOKYO"\r\n'
        '"2026-06-18 05:19:44","medium","203.0.113.51","udp",123,"","ntp",64500,"JP","TOKYO","TOKYO"\r\n'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("2026-06-18-scan_ntp-example-asn.csv", shadow)
    times = ["2026-06-18T05:19:02Z", "2026-06-18T05:19:44Z"]

    def attached(name: str, kind: str, data: bytes) -> bytes:
        raw = base64.encodebytes(data).decode()
        head = f"Content-Type: {kind}; name={name}\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename={name}"
        return multipart(
            "multipart/mixed", ("Content-Type: text/plain", "Shadowserver report attached."), (head, raw), headers=_FROM
        )

    return [
        Case("IntelMQ: one event", json.dumps(event).encode(), "intelmq", {"klass": "scan", "roles": {**_SOURCE, "198.51.100.50": "target"}}),
        Case("IntelMQ: JSON lines", f"{json.dumps(event)}\n{json.dumps(other)}\n".encode(), "intelmq",
             {"roles": {**_SOURCE, "203.0.113.51": "source"}}),
        Case("IntelMQ: an array in a mail", attached("events.json", "application/json", json.dumps([event, other]).encode()), "intelmq",
             {"roles": _SOURCE}),
        Case("Shadowserver: CRLF, plain", shadow.encode(), "shadowserver", {"times": times, "zones": {"stated"}}),
        Case("Shadowserver: zipped", attached("r.csv.zip", "application/zip", packed.getvalue()), "shadowserver",
             {"times": times, "values": {"203.0.113.50", "203.0.113.51", "ntp.dsite.example.com"}}),
        Case("Shadowserver: gzip of no said type", attached("r.csv.gz", "application/octet-stream", gzip.compress(shadow.encode())), "shadowserver",
             {"times": times}),
        Case("a table of nobody's", b"time,src_ip,dst_ip,attack\n2026-06-18T05:19:02Z,203.0.113.50,198.51.100.50,ssh brute force\n", "csv",
             {"times": ["2026-06-18T05:19:02Z"], "roles": {**_SOURCE, "198.51.100.50": "target"}}),
        Case("a table with semicolons in Japanese", "日時;攻撃元IP;宛先IP;内容\n2026/06/18 14:19:02;203.0.113.50;198.51.100.50;スキャン\n".encode("cp932"), "csv",
             {"values": {"203.0.113.50", "198.51.100.50"}}),
    ]  # fmt: skip


def _desks() -> list[Case]:
    fail2ban = (
        "Dear Sir/Madam,\n\nWe have detected abuse from the IP address 203.0.113.50, which according to a abusix.com is on your network. We would"
        " appreciate if you would investigate and take action as appropriate.\n\nLog lines are given below, but please ask if you require any further"
        f" information.\n\n(If you are not the correct person to contact about this please accept our apologies.)\n\nNote: Local timezone is +0000 (UTC)\n{_LOG}"
    )
    blocklist = (
        "Hello Abuse-Team,\n\nyour Server/Customer with the IP: *203.0.113.50* (203.0.113.50) has attacked one of our servers/partners.\n"
        "The attackers used the method/service: *sshd* on: *Thu, 18 Jun 2026 05:19:02 +0000*.\nThe time listed is from the server-time of the"
        " Blocklist-user who submitted the report.\nThe attack was reported to the Blocklist.de-System on: *Thu, 18 Jun 2026 05:19:40 +0000*\n\n"
        "The IP has been automatically blocked for a period of time.\n\nReportid: 12345\nCategory: info\nReport-Type: info\n"
    )
    netcraft = (
        "Hello,\n\nWe have discovered a phishing attack on your network.\n\nhxxp://evil[.]example[.]org/bank/\n\nFirst seen 2026-06-18 05:19 UTC, hosted on 203[.]0[.]113[.]50\n\n"
        "Netcraft Issue Number: 12345678\nTo contact us about updates regarding this attack, please respond to this email.\nPhone: +44 1225 000000\n"
    )
    webiron = (
        "WebIron Abuse Team: automated abuse report\n\nOffending/Source IP:  203.0.113.50\n  - Issue: Source has attempted the following botnet activity: WordPress Brute Force\n"
        "  - Block Type: New Ban\n  - Time: 2026-06-17 22:19:02-07:00\n  - Port: 80\n  - Service: http\n  - Report ID: 11111111-2222-3333-4444-555555555555\n"
    )
    dmca = (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nNotice of Claimed Infringement\nNotice ID: 333\n\nDear Sir or Madam:\n\nExample Studios is the owner of copyrights in the"
        " works below. We have notice of an unauthorized distribution via a peer-to-peer network from your network.\n\nIP Address: 203.0.113.50\nTimestamp: 2026-06-18T05:19:02Z\n"
        "-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----\n"
    )
    return [
        Case("fail2ban: as its action writes it", mail(fail2ban, *_FROM), "fail2ban",
             {"klass": "scan", "roles": _SOURCE, "times": ["2026-06-18T05:19:02Z"]}),
        Case("blocklist.de: starred", mail(blocklist, *_FROM), "blocklist.de", {"klass": "scan", "roles": _SOURCE}),
        Case("Netcraft: as it writes today", mail(netcraft, *_FROM), "netcraft", {"klass": "phishing", "values": {"http://evil.example.org/bank/", "203.0.113.50"}}),
        Case("WebIron: a list", mail(webiron, *_FROM), "webiron", {"roles": _SOURCE}),
        Case("copyright: clear-signed", mail(dmca, *_FROM), "copyright", {"klass": "copyright", "values": {"203.0.113.50"}}),
        Case("copyright in Japanese", mail("貴社ネットワークの 203.0.113.50 から、弊社が著作権を有する作品が無断で配信されています。削除を求めます。\n", *_FROM),
             "copyright", {"klass": "copyright"}),
    ]  # fmt: skip


def _sealed() -> list[Case]:
    form = "分類: スキャン\n発見方法: ログ\n条件: 全て開示可\n"
    signed = multipart('multipart/signed; micalg=pgp-sha256; protocol="application/pgp-signature"',
                       ("Content-Type: text/plain; charset=iso-2022-jp\nContent-Transfer-Encoding: 7bit", form.encode("iso-2022-jp")),
                       ("Content-Type: application/pgp-signature; name=signature.asc", "-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----"),
                       headers=_FROM)  # fmt: skip
    clear = (
        "お世話になります。\n\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n"
        + form
        + "-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----\n"
    )
    sealed = multipart('multipart/encrypted; protocol="application/pgp-encrypted"', ("Content-Type: application/pgp-encrypted", "Version: 1"),
                       ("Content-Type: application/octet-stream; name=encrypted.asc", "-----BEGIN PGP MESSAGE-----\n\nhQ==\n-----END PGP MESSAGE-----"),
                       headers=_FROM)  # fmt: skip
    return [
        Case("PGP/MIME, a form in ISO-2022-JP", signed, "mail-form", {"class": "スキャン", "level": "full"}),
        Case("clear-signed below a greeting", mail(clear, *_FROM), "mail-form", {"class": "スキャン", "found_by": "ログ"}),
        Case("PGP/MIME, encrypted", sealed, "pgp-encrypted", {"level": "none"}),
    ]  # fmt: skip


def _plain() -> list[Case]:
    bounce = multipart("multipart/report; report-type=delivery-status", ("Content-Type: text/plain", "I'm sorry to have to inform you that your message could not be delivered."),
                       ("Content-Type: message/delivery-status", "Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; noc@gone.example.net\nAction: failed\nStatus: 5.1.1\n"),
                       ("Content-Type: text/rfc822-headers", "From: info@cc.example.jp\nSubject: [IRCON#12] notice\n"), headers=("From: MAILER-DAEMON@mx.example.net", "Subject: Undelivered Mail"))  # fmt: skip
    misp = {"Event": {"info": "phishing kit", "date": "2026-06-18", "threat_level_id": "2", "Orgc": {"name": "Sensor"},
                      "Attribute": [{"type": "ip-src", "value": "203.0.113.50", "to_ids": True}, {"type": "url", "value": "http://evil.example.org/x"}]}}  # fmt: skip
    return [
        Case("a log of several programs", (_LOG + _LOG.replace("sshd[1]", "sshd[2]") + "2026-06-18T05:20:00Z srv sudo: root : TTY=pts/0\n").encode(), "log",
             {"times": ["2026-06-18T05:19:02Z", "2026-06-18T05:19:02Z", "2026-06-18T05:20:00Z"], "values": {"203.0.113.50"}}),
        Case("a log with one line of prose before", b"attached is our log\n" + _LOG.encode() * 3, "log", {"values": {"203.0.113.50"}}),
        Case("a delivery failure", bounce, "bounce", {"references": (12,)}),
        Case("MISP", json.dumps(misp).encode(), "misp", {"values": {"203.0.113.50", "http://evil.example.org/x"}}),
        Case("nothing that could be read", bytes(range(256)) * 20, "unreadable", {}),
        Case("HTML only", mail("<html><body>Our host was scanned from <b>203.0.113.50</b> at<br>\n<pre>Jun 18 05:19:02 h telnetd[1]: connect from 203.0.113.50</pre></body></html>",
             *_FROM, "Content-Type: text/html; charset=utf-8"), "html", {"values": {"203.0.113.50"}, "klass": "scan"}),
    ]  # fmt: skip
