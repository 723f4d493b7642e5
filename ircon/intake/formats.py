"""The formats that intake knows, under the names that the store, ``ircon read`` and the screens use.

The names are stable: they are kept with each report.
"""

from __future__ import annotations

NAMES: dict[str, str] = {
    "mail-form": "a mail that carries the labelled form",
    "text-form": "plain text that carries the labelled form",
    "mail": "a mail in prose",
    "text": "plain text in prose",
    "html": "a mail or page in HTML only",
    "log": "a plain log file",
    "arf": "an abuse report (RFC 5965)",
    "xarf-0.1": "an X-ARF report, version 0.1",
    "xarf-0.2": "an X-ARF report, version 0.2",
    "xarf-3": "an X-ARF report in JSON, version 3",
    "xarf-4": "an XARF report in JSON, version 4",
    "iodef-2": "an incident object in XML (RFC 7970)",
    "iodef-1": "an incident object in XML (RFC 5070)",
    "intelmq": "IntelMQ events in JSON",
    "shadowserver": "a Shadowserver report in CSV",
    "csv": "a table in CSV",
    "fail2ban": "a complaint that fail2ban wrote",
    "blocklist.de": "a complaint of blocklist.de",
    "netcraft": "a complaint of Netcraft",
    "webiron": "a complaint of WebIron",
    "copyright": "a copyright notice",
    "misp": "a MISP event in JSON",
    "stix-2": "a STIX 2 bundle in JSON",
    "bounce": "a delivery failure of a letter of ours (RFC 3464)",
    "pgp-encrypted": "an encrypted message",
    "unreadable": "what no reader could make anything of",
}
