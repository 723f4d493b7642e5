"""What stands in reports of every kind and links nothing: public resolvers, free mail hosts, pages that are cited.

The list is small on purpose. What a centre meets besides, its handlers put on the
store's own list; and what very many incidents name counts for nothing anyway.
"""

from __future__ import annotations

import re

from ircon.model import ObservableKind
from ircon.sites import unknown

_RESOLVERS = frozenset(
    """
    8.8.8.8 8.8.4.4 1.1.1.1 1.0.0.1 9.9.9.9 149.112.112.112 208.67.222.222 208.67.220.220
    2001:4860:4860::8888 2001:4860:4860::8844 2606:4700:4700::1111 2606:4700:4700::1001 2620:fe::fe
    255.255.255.255 224.0.0.1
    """.split()
)
FREE_MAIL = frozenset(
    """
    gmail.com googlemail.com yahoo.com yahoo.co.jp ymail.ne.jp hotmail.com hotmail.co.jp outlook.com outlook.jp
    live.com live.jp icloud.com me.com mac.com aol.com gmx.com gmx.de gmx.net web.de mail.ru yandex.ru qq.com 163.com
    126.com proton.me protonmail.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp i.softbank.jp au.com
    """.split()
)
"""Domains of mail for everybody: they name nobody, and two addresses there are two strangers'."""

_SHARED_HOSTS = FREE_MAIL | frozenset(
    """
    google.com www.google.com google.co.jp www.google.co.jp www.yahoo.co.jp bing.com www.bing.com
    facebook.com twitter.com x.com github.com w3.org www.w3.org microsoft.com www.microsoft.com apple.com
    www.apple.com amazon.com adobe.com docs.google.com drive.google.com forms.gle bit.ly t.co tinyurl.com is.gd
    time.google.com time.windows.com time.apple.com time.nist.gov ntp.nict.jp ntp.jst.mfeed.ad.jp
    """.split()
)
_REFERENCES = frozenset(
    """
    jpcert.or.jp ipa.go.jp nisc.go.jp npa.go.jp antiphishing.jp cisa.gov us-cert.gov cert.org ncsc.gov.uk
    nist.gov cve.org mitre.org first.org enisa.europa.eu virustotal.com urlscan.io abuseipdb.com shodan.io censys.io
    phishtank.com spamhaus.org greynoise.io any.run hybrid-analysis.com abuse.ch rfc-editor.org ietf.org
    pool.ntp.org
    """.split()
)
"""Whose pages are cited, whatever a report is about: these names, and all below them."""

_PRIVATE = re.compile(
    r"(10|192\.168|172\.(1[6-9]|2\d|3[01])|169\.254|127|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.|f[cd]", re.ASCII
)


def is_everywhere(kind: ObservableKind, value: str) -> bool:
    """Say whether a value in canonical spelling is one that everybody's reports may name."""
    if kind in (ObservableKind.IPV4, ObservableKind.IPV6):
        return value in _RESOLVERS
    if kind is ObservableKind.HOST:
        return value in _SHARED_HOSTS or _is_cited(value)
    return kind is ObservableKind.URL and _is_cited(unknown.host(kind, value))


def _is_cited(host: str) -> bool:
    labels = host.split(".")
    return any(".".join(labels[-count:]) in _REFERENCES for count in (2, 3, 4))


def is_private(kind: ObservableKind, value: str) -> bool:
    """Say whether an address is of those that every organisation uses inside (RFC 1918, 6598, 4193)."""
    return kind in (ObservableKind.IPV4, ObservableKind.IPV6, ObservableKind.CIDR) and bool(_PRIVATE.match(value))
