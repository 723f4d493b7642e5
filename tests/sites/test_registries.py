"""What a registry answers about an address is taken over: RDAP and whois, saved by a handler."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircon.model import Contact
from ircon.sites.importing import read

RDAP = {
    "objectClassName": "ip network",
    "name": "SITE-A-NET",
    "country": "JP",
    "startAddress": "192.0.2.0",
    "endAddress": "192.0.2.127",
    "cidr0_cidrs": [{"v4prefix": "192.0.2.0", "length": 25}],
    "entities": [
        {
            "roles": ["registrant"],
            "vcardArray": ["vcard", [["version", {}, "text", "4.0"], ["fn", {}, "text", "Site A K.K."]]],
            "entities": [
                {
                    "roles": ["abuse"],
                    "vcardArray": [
                        "vcard",
                        [
                            ["fn", {}, "text", "Abuse desk"],
                            ["tel", {}, "uri", "tel:+81-3-5555-0100"],
                            ["email", {}, "text", "abuse@asite.example.jp"],
                        ],
                    ],
                }
            ],
        },
        {"roles": ["technical"], "vcardArray": ["vcard", [["email", {}, "text", "noc@asite.example.jp"]]]},
    ],
}

RIPE = """\
% Information related to '192.0.2.0 - 192.0.2.255'
% Abuse contact for '192.0.2.0 - 192.0.2.255' is 'abuse@bsite.example.net'

inetnum:        192.0.2.0 - 192.0.2.255
netname:        BSITE
descr:          Site B office
country:        DE
org:            ORG-B1-TEST

organisation:   ORG-B1-TEST
org-name:       Site B GmbH
e-mail:         info@bsite.example.net

role:           Site B NOC
abuse-mailbox:  abuse@bsite.example.net
phone:          +49 555 0100
"""

ARIN = """\
NetRange:       198.51.100.0 - 198.51.100.255
CIDR:           198.51.100.0/25, 198.51.100.128/25
NetName:        CSITE
OrgName:        Site C Inc.
Country:        US
OrgAbusePhone:  +1-555-0100
OrgAbuseEmail:  abuse@csite.example.com
OrgTechEmail:   tech@csite.example.com
"""

JPNIC = """\
Network Information: [ネットワーク情報]
a. [IPネットワークアドレス]     203.0.113.0/28
b. [ネットワーク名]             DSITE
f. [組織名]                     サイトD株式会社
g. [Organization]               Site D Co., Ltd.
m. [管理者連絡窓口]             XX00000JP
[電子メール]                    admin@dsite.example.jp
"""


class TestAnswers:
    """One site each, with the contact that answers for abuse."""

    def test_rdap(self) -> None:
        (site,) = read(json.dumps(RDAP).encode()).sites
        assert (site.name, site.cidrs, site.language) == ("Site A K.K.", ("192.0.2.0/25",), "ja")
        assert site.contacts == (Contact("abuse@asite.example.jp", "+81-3-5555-0100", "registry"),)

    def test_rdap_without_prefixes_goes_by_its_ends(self) -> None:
        bare = {key: value for key, value in RDAP.items() if key != "cidr0_cidrs"}
        assert read(json.dumps(bare).encode()).sites[0].cidrs == ("192.0.2.0/25",)

    def test_rdap_of_a_domain(self) -> None:
        (site,) = read(b'{"objectClassName": "domain", "ldhName": "BSITE.EXAMPLE.JP"}').sites
        assert (site.name, site.domains, site.language) == ("bsite.example.jp", ("bsite.example.jp",), "ja")

    def test_ripe(self) -> None:
        (site,) = read(RIPE.encode()).sites
        assert (site.name, site.cidrs) == ("Site B GmbH", ("192.0.2.0/24",))
        assert site.contacts == (Contact("abuse@bsite.example.net", "+49 555 0100", "registry"),)

    def test_arin(self) -> None:
        (site,) = read(ARIN.encode()).sites
        assert (site.name, site.cidrs) == ("Site C Inc.", ("198.51.100.0/25", "198.51.100.128/25"))
        assert site.contacts == (Contact("abuse@csite.example.com", "+1-555-0100", "registry"),)

    @pytest.mark.parametrize("charset", ["utf-8", "cp932"])
    def test_jpnic(self, charset: str) -> None:
        (site,) = read(JPNIC.encode(charset)).sites
        assert (site.name, site.cidrs, site.language) == ("サイトD株式会社", ("203.0.113.0/28",), "ja")
        assert site.contacts == (Contact("admin@dsite.example.jp", "", "registry"),)

    def test_of_nested_netblocks_the_smallest(self) -> None:
        nested = "inetnum: 192.0.0.0 - 192.0.255.255\n\n" + RIPE
        assert read(nested.encode()).sites[0].cidrs == ("192.0.2.0/24",)


class TestOtherThings:
    """A table stays a table, and what is nothing says so."""

    def test_a_table(self) -> None:
        assert read(b"name,cidr\nX,192.0.2.0/24\n").sites[0].name == "X"

    @pytest.mark.parametrize("data", [b"{", b"[1, 2]", b'{"ldhName": 7}', b'{"cidr0_cidrs": [{"v4prefix": "x"}]}'])
    def test_json_that_is_no_answer(self, data: bytes) -> None:
        found = read(data)
        assert found.sites == ()
        assert found.problems

    @given(
        st.recursive(
            st.none() | st.integers() | st.text(),
            lambda inner: (
                st.lists(inner)
                | st.dictionaries(st.sampled_from(["entities", "roles", "vcardArray", "ldhName", "cidr0_cidrs"]), inner)
            ),
        )
    )
    def test_any_json(self, value: object) -> None:
        read(json.dumps(value).encode())

    @given(st.lists(st.sampled_from(["inetnum: ", "[ドメイン名] ", "e-mail: ", "192.0.2.0/24", "\n", "x", "/", "-"])))
    def test_any_text(self, pieces: list[str]) -> None:
        read("".join(pieces).encode())


SEVERAL = """% Abuse contact for '192.0.2.0 - 192.0.2.95' is 'abuse@one.example.net'

inetnum:        192.0.2.0 - 192.0.2.95
netname:        ONE-NET
inet6num:       2001:db8:10::/48

organisation:   ORG-ONE
org-name:       One Ltd

% Abuse contact for '198.51.100.0 - 198.51.100.63' is 'abuse@two.example.net'

inetnum:        198.51.100.0 - 198.51.100.63
org-name:       Two Ltd
"""


def test_answers_of_two_organisations_in_one_file_stay_apart() -> None:
    found = read(SEVERAL.replace("\n", "\r\n").encode())
    one, two = found.sites
    assert (one.name, one.cidrs) == ("One Ltd", ("192.0.2.0/26", "192.0.2.64/27", "2001:db8:10::/48"))
    assert (two.name, two.cidrs) == ("Two Ltd", ("198.51.100.0/26",))
    assert [c.mail for c in one.contacts] == ["abuse@one.example.net"]
    assert [c.mail for c in two.contacts] == ["abuse@two.example.net"]


def test_lacnic_leaves_the_last_octets_away() -> None:
    found = read(b"inetnum:     198.51.100/24\r\nowner:       Rede Exemplo\r\ne-mail: abuse@rede.example.net\r\n")
    assert [(site.name, site.cidrs) for site in found.sites] == [("Rede Exemplo", ("198.51.100.0/24",))]


def test_a_jpnic_answer_as_its_server_sends_it_is_read() -> None:
    text = "a. [IPネットワークアドレス]     192.0.2.0/24\nf. [組織名]    例示大学\n[電子メール]  abuse@ex.example.jp\n"
    for charset in ("iso2022_jp", "cp932", "utf-8"):
        found = read(text.encode(charset))
        assert [(site.name, site.cidrs) for site in found.sites] == [("例示大学", ("192.0.2.0/24",))], charset
        assert found.problems == ()


def test_an_extension_and_an_organisation_with_units_are_read_from_a_card() -> None:
    properties: list[object] = [
        ["org", {}, "text", ["Site A", "Network"]],
        ["email", {}, "text", "noc@asite.example.jp"],
        ["tel", {}, "uri", "tel:+1-555-0100;ext=3"],
    ]
    registrant = {"roles": ["registrant"], "vcardArray": ["vcard", properties]}
    found = read(json.dumps({"ldhName": "asite.example.jp", "entities": [registrant]}).encode())
    assert found.problems == ()
    assert found.sites[0].name == "Site A"
    assert found.sites[0].contacts == (Contact("noc@asite.example.jp", "+1-555-0100 ext 3", "registry"),)
