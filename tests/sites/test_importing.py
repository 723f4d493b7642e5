"""The centre's table of sites is taken over, slips and all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircon.model import Contact, Site
from ircon.sites.importing import read, read_csv

TABLE = """\
phone,name,cidr,domain,mail,remark,timezone,language
+81-3-5555-0100,サイトA,192.168.100.0/24;2001:db8:a::/48,asite.example.jp,abuse@asite.example.jp;noc@asite.example.jp,x,JST,ja
,Site B,198.51.100.0/25,bsite.example.jp,postmaster@BSITE.example.jp,,Europe/Berlin,en
"""
SITES = (
    Site(
        "サイトA",
        ("asite.example.jp",),
        ("192.168.100.0/24", "2001:db8:a::/48"),
        (Contact("abuse@asite.example.jp", "+81-3-5555-0100"), Contact("noc@asite.example.jp")),
        "ja",
        "Asia/Tokyo",
    ),
    Site(
        "Site B",
        ("bsite.example.jp",),
        ("198.51.100.0/25",),
        (Contact("postmaster@bsite.example.jp"),),
        "en",
        "Europe/Berlin",
    ),
)


class TestTheTable:
    """Any order of columns, several values in a cell, whatever a spreadsheet makes of it."""

    @pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_read_in_every_charset(self, charset: str, end: str) -> None:
        found = read_csv(TABLE.replace("\n", end).encode(charset))
        assert found.sites == SITES
        assert found.problems == ("line 1: column 'remark' is not known, so it was left",)

    def test_tabs(self) -> None:
        assert read_csv(b"name\tdomain\nSite B\tbsite.example\n").sites[0].domains == ("bsite.example",)

    def test_language_is_guessed_where_it_is_not_said(self) -> None:
        found = read_csv("name,domain\n例社,a.example\nX,x.example.jp\nY,y.example\n".encode())
        assert [site.language for site in found.sites] == ["ja", "ja", "en"]

    def test_rows_of_one_name_are_one_site(self) -> None:
        (site,) = read_csv(b"name,domain,mail\nX,x.example,a@x.example\nX,y.example,a@x.example\n").sites
        assert site.domains == ("x.example", "y.example")
        assert site.contacts == (Contact("a@x.example"),)

    def test_a_range_of_addresses(self) -> None:
        (site,) = read_csv(b"name,cidr\nX,192.0.2.0 - 192.0.2.95\n").sites
        assert site.cidrs == ("192.0.2.0/26", "192.0.2.64/27")

    def test_a_domain_in_another_script_is_kept_as_logs_have_it(self) -> None:
        (site,) = read_csv("name,domain\nX,日本語.jp;xn--wgv71a119e.jp\n".encode()).sites
        assert site.domains == ("xn--wgv71a119e.jp",)

    def test_a_row_without_a_name_goes_by_its_domain(self) -> None:
        assert read_csv(b"name,domain\n,x.example\n").sites[0].name == "x.example"


class TestSlips:
    """Said with line and column; the rest is kept."""

    @pytest.mark.parametrize(
        ("column", "cell", "said"),
        [
            ("cidr", "192.0.2.0/33", "is no netblock"),
            ("cidr", "192.0.2.9-192.0.2.1", "is no netblock"),
            ("cidr", "192.0.2.0-2001:db8::1", "is no netblock"),
            ("cidr", "0.0.0.0/0", "too wide"),
            ("domain", "co.jp", "shared by many"),
            ("domain", "localhost", "shared by many"),
            ("domain", "http://x.example/", "is no domain"),
            ("domain", "192.0.2.1", "is no domain"),
            ("mail", "see web page", "is no mail address"),
            ("mail", "a@b.example\tBcc: c@d.example", "is no mail address"),
            ("phone", "=HYPERLINK(1)", "is no phone number"),
            ("language", "tlh", "write ja or en"),
            ("timezone", "Mars/Olympus", "write Asia/Tokyo"),
            ("timezone", "../../etc/passwd", "write Asia/Tokyo"),
        ],
    )
    def test_the_cell_is_left_and_the_row_kept(self, column: str, cell: str, said: str) -> None:
        found = read_csv(f'name,{column}\nX,"{cell}"\nY,\n'.encode())
        assert [site.name for site in found.sites] == ["X", "Y"]
        assert found.sites[0] == Site("X")
        (problem,) = found.problems
        assert problem.startswith(f"line 2, column {column}: ") and said in problem

    def test_good_values_beside_a_bad_one_are_kept(self) -> None:
        found = read_csv(b"name,cidr\nX,192.0.2.0/24;oops;198.51.100.0/24\n")
        assert found.sites[0].cidrs == ("192.0.2.0/24", "198.51.100.0/24")
        assert len(found.problems) == 1

    def test_the_line_is_right_after_a_cell_of_several_lines(self) -> None:
        found = read_csv(b'name,cidr\n"X\nY",192.0.2.0/24\nZ,oops\n')
        assert found.problems[-1].startswith("line 4, column cidr: ")

    def test_two_sites_claim_one_netblock(self) -> None:
        found = read_csv(b"name,cidr\nX,192.0.2.0/24\nY,192.0.2.0/24\n")
        assert [site.cidrs for site in found.sites] == [("192.0.2.0/24",), ()]
        assert found.problems == ("line 3, column cidr: 192.0.2.0/24 is 'X''s already",)

    def test_neither_name_nor_domain(self) -> None:
        found = read_csv(b"name,mail\n,a@x.example\n")
        assert found.sites == ()
        assert "needs a name" in found.problems[0]

    @pytest.mark.parametrize("data", [b"", b"\n\n", b"organisation,net\nX,192.0.2.0/24\n"])
    def test_no_table_at_all(self, data: bytes) -> None:
        found = read_csv(data)
        assert found.sites == ()
        assert "first line names the columns" in found.problems[0]

    def test_bytes_of_no_charset(self) -> None:
        found = read_csv(b"name,domain\nX\x81 \xfd,x.example\nY,y.example\n")
        assert [site.domains for site in found.sites] == [("x.example",), ("y.example",)]
        assert found.problems[0].startswith("line 2: neither UTF-8 nor Shift_JIS")

    @given(st.binary(max_size=300))
    def test_any_bytes(self, data: bytes) -> None:
        read_csv(b"name,domain,cidr,mail,phone,language,timezone\n" + data)
        read_csv(data)


class TestFacts:
    """AS numbers, providers, and who stands behind a mail address."""

    TABLE = (
        b"name,mail,asn,provider,person,role,pgp\n"
        b"asite,noc@a.example;abuse@a.example,AS64496;64497,bigisp,Sato;Abe,noc;abuse,"
        b"0123456789abcdef0123456789abcdef01234567\n"
    )

    def test_each_belongs_to_the_site_or_to_the_mail_address_at_its_place(self) -> None:
        found = read_csv(self.TABLE)
        assert found.problems == ()
        assert [(str(f.kind), f.value, f.about) for f in found.facts] == [
            ("asn", "64496", "64496"),
            ("asn", "64497", "64497"),
            ("provider", "bigisp", ""),
            ("person", "Sato", "noc@a.example"),
            ("person", "Abe", "abuse@a.example"),
            ("role", "noc", "noc@a.example"),
            ("role", "abuse", "abuse@a.example"),
            ("pgp", "0123456789ABCDEF0123456789ABCDEF01234567", "noc@a.example"),
        ]

    def test_what_cannot_be_meant_is_said_with_line_and_column(self) -> None:
        found = read_csv(b"name,mail,asn,role\nasite,x@a.example,AS-SET,chief\n")
        assert [told.partition(":")[0] for told in found.problems] == ["line 2, column asn", "line 2, column role"]
        assert [site.name for site in found.sites] == ["asite"]

    def test_a_registry_tells_the_as_that_announces_a_route(self) -> None:
        whois = b"inetnum: 192.0.2.0 - 192.0.2.255\nnetname: BSITE\n\nroute: 192.0.2.0/24\norigin: AS64496\n"
        found = read(whois)
        assert [(f.value, found.provenance) for f in found.facts] == [("64496", "registry")]
