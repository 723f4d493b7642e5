"""Each registry points at whose a network is in its own way, and answers come wrapped: read all the same."""

from __future__ import annotations

import json
import re
import time
from email.message import EmailMessage
from typing import ClassVar

import pytest

from ircon.sites.importing import read
from tests.sites.test_registries import JPNIC, RDAP

RIPE_BY_HANDLES = """\
% This is the RIPE Database query service.
% Abuse contact for '192.0.2.0 - 192.0.2.255' is 'abuse@bsite.example.net'

inetnum:        192.0.2.0 - 192.0.2.255
netname:        BSITE-OFFICE
descr:          third floor
country:        DE
org:            ORG-B1-TEST
admin-c:        PB1-TEST
status:         ASSIGNED PA
source:         RIPE # Filtered

person:         Paul Beispiel
phone:          +49 555 0101
nic-hdl:        PB1-TEST
e-mail:         paul@bsite.example.net

role:           Somebody else's abuse desk
abuse-mailbox:  abuse@transit.example.com
nic-hdl:        TR1-TEST

organisation:   ORG-B1-TEST
org-name:       Site B GmbH
abuse-c:        AB1-TEST
e-mail:         info@bsite.example.net

role:           Site B abuse desk
nic-hdl:        AB1-TEST
abuse-mailbox:  abuse-desk@bsite.example.net
phone:          +49 555 0199

route:          192.0.2.0/24
origin:         AS64500
source:         RIPE
"""

ARIN_WITH_CUSTOMER = """\
# start

NetRange:       198.51.100.0 - 198.51.100.255
CIDR:           198.51.100.0/24
NetName:        BIGHOST
Organization:   Big Host LLC (BIGHO)

OrgName:        Big Host LLC
OrgId:          BIGHO
Country:        US

OrgAbuseHandle: ABUSE1-ARIN
OrgAbusePhone:  +1-555-0100
OrgAbuseEmail:  abuse@bighost.example.com

# end


# start

NetRange:       198.51.100.64 - 198.51.100.71
CIDR:           198.51.100.64/29
NetName:        BIGHOST-CUST
Customer:       Small Shop (C01234567)
Parent:         BIGHOST (NET-198-51-100-0-1)

CustName:       Small Shop
Address:        1 Some Street
Country:        US

RAbuseEmail:    security@smallshop.example.com

# end
"""

APNIC = """\
% [whois.apnic.net]
% Information related to '203.0.113.0 - 203.0.113.255'

inetnum:        203.0.113.0 - 203.0.113.255
netname:        EXNET-JP
descr:          Example Network K.K.
descr:          1-2-3 Chiyoda-ku, Tokyo
country:        JP
admin-c:        EX1-AP
mnt-irt:        IRT-EXNET-JP
source:         APNIC

irt:            IRT-EXNET-JP
e-mail:         noc@exnet.example.jp
abuse-mailbox:  abuse@exnet.example.jp

person:         Admin Example
nic-hdl:        EX1-AP
e-mail:         admin@exnet.example.jp
phone:          +81-3-5555-0100

% Information related to '203.0.113.32 - 203.0.113.63'

inetnum:        203.0.113.32 - 203.0.113.63
netname:        SITED
descr:          Site D Co., Ltd.
country:        JP
admin-c:        JP00000000
source:         JPNIC
"""

KRNIC = """\
query : 192.0.2.66

# KOREAN(UTF8)

[ 네트워크 할당 정보 ]
IPv4주소           : 192.0.2.0 - 192.0.2.127 (/25)
기관명             : 예시통신
서비스명           : EXAMPLENET

[ IPv4주소 책임자 정보 ]
이름               : IP주소관리자
전화번호           : +82-2-555-0100
전자우편           : ip@examplenet.example

# ENGLISH

[ Network Information ]
IPv4 Address       : 192.0.2.0 - 192.0.2.127 (/25)
Organization Name  : Example Telecom
Service Name       : EXAMPLENET

[ Technical Contact Information ]
Name               : IP Manager
Phone              : +82-2-555-0100
E-Mail             : ip@examplenet.example
"""

LACNIC = """\
% Joint Whois - whois.lacnic.net

inetnum:     198.51.100/25
status:      reassigned
aut-num:     AS64510
owner:       Universidade Exemplo
ownerid:     BR-UNEX
responsible: Ana Exemplo
owner-c:     AEX
tech-c:      TEX
abuse-c:     FEX
country:     BR

nic-hdl:     AEX
person:      Ana Exemplo
e-mail:      ana@unex.example

nic-hdl:     FEX
person:      Equipe de abuse
e-mail:      abuse@unex.example
phone:       +55 11 5555 0100
"""

AFRINIC = """\
inetnum:        192.0.2.128 - 192.0.2.255
netname:        KESITE
org:            ORG-KE1-TEST
source:         AFRINIC

organisation:   ORG-KE1-TEST
org-name:       Site K Limited
abuse-c:        KA1-TEST

person:         K. Admin
nic-hdl:        KA1-TEST
e-mail:         abuse@ksite.example
"""

AUT_NUM = """\
aut-num:        AS64500
as-name:        BSITE-AS
org:            ORG-B1-TEST

organisation:   ORG-B1-TEST
org-name:       Site B GmbH
abuse-c:        AB1-TEST

role:           Abuse desk
nic-hdl:        AB1-TEST
abuse-mailbox:  abuse@bsite.example.net
"""

GTLD = """\
Domain Name: ESITE.EXAMPLE.COM
Registrar: A Registrar, Inc.
Registrar Abuse Contact Email: abuse@registrar.example.org
Registrant Organization: Site E Inc.
Registrant Country: JP
Registrant Email: admin@esite.example.com
"""


class TestEveryRegistry:
    """Each by its own way of pointing at whose a network is, and who answers for abuse."""

    @pytest.mark.parametrize(
        ("text", "name", "cidrs", "mail", "phone", "language"),
        [
            (RIPE_BY_HANDLES, "Site B GmbH", "192.0.2.0/24", "abuse@bsite.example.net", "+49 555 0199", "en"),
            (RIPE_BY_HANDLES.replace("% Abuse", "% No"), "Site B GmbH", "192.0.2.0/24",
             "abuse-desk@bsite.example.net", "+49 555 0199", "en"),
            (ARIN_WITH_CUSTOMER, "Small Shop", "198.51.100.64/29", "security@smallshop.example.com", "", "en"),
            (APNIC.partition("% Information related to '203.0.113.32")[0], "Example Network K.K.", "203.0.113.0/24",
             "abuse@exnet.example.jp", "+81-3-5555-0100", "ja"),
            (APNIC, "Site D Co., Ltd.", "203.0.113.32/27", "abuse@exnet.example.jp", "+81-3-5555-0100", "ja"),
            (KRNIC, "Example Telecom", "192.0.2.0/25", "ip@examplenet.example", "+82-2-555-0100", "en"),
            (LACNIC, "Universidade Exemplo", "198.51.100.0/25", "abuse@unex.example", "+55 11 5555 0100", "en"),
            (AFRINIC, "Site K Limited", "192.0.2.128/25", "abuse@ksite.example", "", "en"),
            (AUT_NUM, "Site B GmbH", "", "abuse@bsite.example.net", "", "en"),
        ],
        ids=["ripe", "ripe by handles", "arin", "apnic", "jpnic by apnic", "krnic", "lacnic", "afrinic", "aut-num"],
    )  # fmt: skip
    def test_whose_it_is(self, text: str, name: str, cidrs: str, mail: str, phone: str, language: str) -> None:
        found = read(text.encode())
        (site,) = found.sites
        assert (site.name, ";".join(site.cidrs), site.language) == (name, cidrs, language)
        assert (site.contacts[0].mail, site.contacts[0].phone) == (mail, phone)
        assert found.problems == ()

    def test_the_country_is_told(self) -> None:
        for text, country in ((RIPE_BY_HANDLES, "DE"), (APNIC, "JP"), (LACNIC, "BR"), (GTLD, "JP"), (AFRINIC, "")):
            assert read(text.encode()).sites[0].country == country
        assert read(json.dumps(RDAP).encode()).sites[0].country == "JP"

    def test_as_numbers_are_kept_of_whom_they_are(self) -> None:
        for text, number in ((RIPE_BY_HANDLES, "64500"), (LACNIC, "64510"), (AUT_NUM, "64500")):
            assert [fact.value for fact in read(text.encode()).facts] == [number]

    def test_a_domain_gets_no_contact_of_its_registrar(self) -> None:
        (site,) = read(GTLD.encode()).sites
        assert (site.name, site.domains, site.language) == ("Site E Inc.", ("esite.example.com",), "ja")
        assert [contact.mail for contact in site.contacts] == ["admin@esite.example.com"]

    @pytest.mark.parametrize("charset", ["euc_jp", "iso2022_jp", "cp932", "utf-8"])
    def test_jpnic_in_every_charset_its_server_ever_had(self, charset: str) -> None:
        (site,) = read(JPNIC.encode(charset)).sites
        assert (site.name, site.cidrs, site.language) == ("サイトD株式会社", ("203.0.113.0/28",), "ja")

    @pytest.mark.parametrize("line", range(0, 40, 3))
    def test_what_a_hand_has_cut_off_gives_no_other_organisation(self, line: int) -> None:
        cut = "\n".join(RIPE_BY_HANDLES.split("\n")[: 4 + line])
        assert all(site.name in ("Site B GmbH", "BSITE-OFFICE", "192.0.2.0/24") for site in read(cut.encode()).sites)


class TestWrapped:
    """As it came: forwarded, quoted, or saved from a page."""

    def _same(self, data: bytes) -> None:
        (site,) = read(data).sites
        assert (site.name, site.cidrs) == ("Site B GmbH", ("192.0.2.0/24",))
        assert site.contacts[0].mail == "abuse@bsite.example.net"

    def test_in_a_mail(self) -> None:
        mail = EmailMessage()
        mail["From"], mail["Subject"] = "A Colleague <a@csirt.example.jp>", "whois"
        mail["Organization"] = "CSIRT example"
        mail.set_content("This is what I got:\n\n" + RIPE_BY_HANDLES, cte="base64")
        self._same(mail.as_bytes())

    def test_quoted(self) -> None:
        self._same(("See below.\n\n" + "".join(f"> {line}\n" for line in RIPE_BY_HANDLES.split("\n"))).encode())

    def test_on_a_page(self) -> None:
        shown = RIPE_BY_HANDLES.replace("'", "&#39;")
        shown = re.sub(r"\S+@\S+\.net", r'<a href="mailto:\g<0>">\g<0></a>', shown)
        page = f"<!DOCTYPE html><html><head><title>whois</title></head><body><pre>{shown}</pre>"
        self._same(page.encode())

    def test_rdap_in_a_mail(self) -> None:
        mail = EmailMessage()
        mail["From"], mail["Subject"] = "a@csirt.example.jp", "rdap"
        mail.set_content("The answer was\n\n" + json.dumps(RDAP, indent=1) + "\n\nRegards\n")
        assert [site.name for site in read(mail.as_bytes()).sites] == ["Site A K.K."]


class TestOtherObjects:
    """RDAP of an AS, of an organisation, and the results of a search."""

    ORGANISATION: ClassVar = {
        "objectClassName": "entity",
        "handle": "ORG-A",
        "vcardArray": ["vcard", [["kind", {}, "text", "org"], ["fn", {}, "text", "Site A K.K."]]],
        "entities": [{"roles": ["abuse"], "vcardArray": ["vcard", [["email", {}, "text", "abuse@a.example"]]]}],
    }

    def test_an_as(self) -> None:
        answer = {"objectClassName": "autnum", "startAutnum": 64500, "endAutnum": 64501, "name": "A-AS",
                  "entities": [{**self.ORGANISATION, "roles": ["registrant"]}]}  # fmt: skip
        found = read(json.dumps(answer).encode())
        assert [site.name for site in found.sites] == ["Site A K.K."]
        assert [(fact.site, fact.value) for fact in found.facts] == [("Site A K.K.", "64500"), ("Site A K.K.", "64501")]
        assert found.sites[0].contacts[0].mail == "abuse@a.example"

    def test_an_organisation_with_its_networks(self) -> None:
        network = {key: RDAP[key] for key in ("objectClassName", "cidr0_cidrs")}
        answer = {**self.ORGANISATION, "networks": [network], "autnums": [{"startAutnum": 64500, "endAutnum": 64500}]}
        found = read(json.dumps({"entitySearchResults": [answer]}).encode())
        assert [(site.name, site.cidrs) for site in found.sites] == [("Site A K.K.", ("192.0.2.0/25",))]
        assert [fact.value for fact in found.facts] == ["64500"]

    def test_a_maintainer_is_no_organisation(self) -> None:
        card = ["vcard", [["kind", {}, "text", "individual"], ["fn", {}, "text", "A-MNT"]]]
        maintainer = {"handle": "A-MNT", "roles": ["registrant"], "vcardArray": card}
        answer = {**RDAP, "entities": [maintainer, {**self.ORGANISATION, "roles": ["registrant"]}]}
        assert read(json.dumps(answer).encode()).sites[0].name == "Site A K.K."


def test_a_hundred_thousand_netblocks_in_one_answer_take_no_time() -> None:
    began = time.process_time()
    lines = (", ".join(f"10.{n % 9}.{n >> 8}.{m}" for m in range(40)) for n in range(2000))
    read("\n".join(f"cidr: {line}" for line in lines).encode())
    assert time.process_time() - began < 5
