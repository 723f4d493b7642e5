"""A mailbox on a server: what is unseen is taken in and then marked, and nothing is lost when the server goes away."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from ircon.errors import Usage
from ircon.intake import imap
from tests.support import story
from tests.support.command import Done, ircon
from tests.support.mailserver import PASSWORD, USER, Mailbox, MailServer

SECRET = {"IRCON_IMAP_PASSWORD": PASSWORD}


def _mails(count: int) -> dict[int, bytes]:
    date = "Fri, 23 Jun 2000 13:05:00 +0900"
    return {n: story.mail(f"a{n}@example.org", f"report {n}", f"see 192.0.2.{n}\n", date) for n in range(1, count + 1)}


def _intake(server: MailServer, db: Path, scheme: str = "imap", host: str = "127.0.0.1", **env: str) -> Done:
    address = f"{scheme}://{USER}@{host}:{server.port}/INBOX"
    return ircon("intake", "--json", address, db=db, env=env or SECRET)


def _stored(db: Path) -> int:
    return len(ircon("list", "--json", db=db).objects)


def test_what_is_unseen_is_stored_and_then_marked(empty_db: Path) -> None:
    box = Mailbox(_mails(30), seen={1})
    with MailServer(box) as server:
        done = _intake(server, empty_db)
        assert done.status == 0, done.err
        assert len(done.objects) == 29
        assert box.seen == set(box.mails)
        first = next(n for n, said in enumerate(box.said) if "STORE" in said)
        assert any("FETCH" in said for said in box.said[:first])
        assert box.said[-1] == "LOGOUT"
        assert _intake(server, empty_db).objects == []
    assert _stored(empty_db) == 29


def test_a_server_that_goes_away_costs_nothing(empty_db: Path) -> None:
    box = Mailbox(_mails(20), dies_after=12)
    with MailServer(box) as server:
        cut = _intake(server, empty_db)
        assert cut.status == 75
        assert "does not answer" in cut.err
        assert len(box.seen) <= _stored(empty_db) <= 12
        box.dies_after = 1_000
        assert _intake(server, empty_db).status == 0
    assert _stored(empty_db) == 20
    assert box.seen == set(box.mails)


def test_away_is_75_and_refused_is_77(empty_db: Path) -> None:
    with MailServer(Mailbox(_mails(1))) as server:
        refused = _intake(server, empty_db, IRCON_IMAP_PASSWORD="wrong")
        assert (refused.status, "does not let reports in" in refused.err) == (77, True)
    assert _intake(server, empty_db).status == 75
    assert _stored(empty_db) == 0


def test_the_password_comes_from_a_file_or_the_environment_only(empty_db: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(f"{PASSWORD}\n")
    (tmp_path / "config.toml").write_text('[intake]\nimap_password = "secret"\n')
    with MailServer(Mailbox(_mails(2))) as server:
        none = _intake(server, empty_db, IRCON_CONFIG="")
        assert (none.status, "imap_password" in none.err) == (2, True)
        assert _intake(server, empty_db, IRCON_CONFIG=str(tmp_path / "config.toml")).status == 0
        told = ircon("intake", f"imap://{USER}:hush@127.0.0.1:{server.port}/INBOX", db=empty_db)
        assert told.status == 2
        assert "hush" not in told.err + told.out


@pytest.mark.parametrize(
    "wrong", ["imaps://host/INBOX", "imaps://u@/INBOX", "imaps://u@host:x/", "imaps://u%0ad@host/", "imaps://u@h/%00"]
)
def test_an_address_that_is_none_says_how_to_write_it(wrong: str) -> None:
    with pytest.raises(Usage, match="imaps://user@host/INBOX"):
        imap.place(wrong)


def test_an_address_is_told_from_a_file() -> None:
    assert imap.is_address("IMAPS://a@b/c")
    assert not imap.is_address("imap/a.eml")
    told = imap.place("imaps://a%40b@mx.example.org/In%20box")
    assert told == imap.Place("imaps", "mx.example.org", 993, "a@b", "In box")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl to make a certificate with")
def test_over_tls_the_certificate_must_be_known(empty_db: Path, tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ed25519", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    box = Mailbox(_mails(3))
    with MailServer(box, context) as server:
        unknown = _intake(server, empty_db, "imaps", "localhost")
        assert (unknown.status, "certificate" in unknown.err) == (75, True)
        assert box.said == []
        known = _intake(server, empty_db, "imaps", "localhost", SSL_CERT_FILE=str(certificate), **SECRET)
        assert known.status == 0, known.err
    assert len(box.seen) == 3
