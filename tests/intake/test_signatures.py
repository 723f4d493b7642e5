"""A signature is verified with the centre's own keys and no others; whatever comes of it is said."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from email.message import EmailMessage
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from ircon import intake
from ircon.intake import signatures
from tests.intake.corpus.case import mail
from tests.support import story
from tests.support.command import ircon

NAME = "Site B <admin@bsite.example.jp>"
needs_gpg = pytest.mark.skipif(shutil.which("gpg") is None, reason="there is no gpg here")


class Keys:
    """A GnuPG home of the test's own, with one key."""

    def __init__(self, home: Path) -> None:
        self.home = home
        home.mkdir(mode=0o700)
        self("--passphrase", "", "--quick-generate-key", NAME, "ed25519", "sign", "never")

    def __call__(self, *words: str, data: bytes = b"") -> bytes:
        command = ["gpg", "--homedir", str(self.home), "--batch", "--quiet", "--pinentry-mode", "loopback", *words]
        return subprocess.run(command, input=data, capture_output=True, check=True).stdout

    def close(self) -> None:
        subprocess.run(["gpgconf", "--homedir", str(self.home), "--kill", "all"], check=False, capture_output=True)


@pytest.fixture(scope="module")
def keys() -> Iterator[Keys]:
    import tempfile

    with tempfile.TemporaryDirectory(prefix="ircon-keys-") as folder:  # short: the agent's socket stands in it
        found = Keys(Path(folder) / "g")
        yield found
        found.close()


@pytest.fixture(scope="module")
def ring(keys: Keys, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The centre's key ring: the public key alone."""
    home = tmp_path_factory.mktemp("ring", numbered=True)
    home.chmod(0o700)
    public = keys("--export", NAME)
    subprocess.run(["gpg", "--homedir", str(home), "--batch", "--quiet", "--import"], input=public, check=True)
    subprocess.run(["gpgconf", "--homedir", str(home), "--kill", "all"], check=False, capture_output=True)
    return home


def _clear_mail(text: bytes, sender: str = "admin@bsite.example.jp") -> bytes:
    head = f"From: {sender}\nSubject: x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    return head.encode() + text


def _pgp_mime(keys: Keys) -> bytes:
    inner = MIMEText(story.B_REPORT, "plain", "utf-8")
    signed = inner.as_bytes().replace(b"\n", b"\r\n").removesuffix(b"\r\n")
    signature = keys("--armor", "--detach-sign", data=signed)
    outer = b'From: admin@bsite.example.jp\r\nContent-Type: multipart/signed; protocol="application/pgp-signature";'
    outer += b" boundary=zz\r\n\r\n--zz\r\n" + signed + b"\r\n--zz\r\nContent-Type: application/pgp-signature\r\n\r\n"
    return outer + signature.replace(b"\n", b"\r\n") + b"\r\n--zz--\r\n"


def _said(data: bytes, ring: Path | None) -> tuple[str, ...]:
    problems = signatures.noted(intake.read(data), data, ring).problems
    return tuple(problem for problem in problems if problem.startswith("signature"))


@needs_gpg
def test_a_clear_signature_holds_until_a_letter_changes(keys: Keys, ring: Path) -> None:
    data = _clear_mail(keys("--clear-sign", data=story.B_REPORT.encode()))
    assert _said(data, ring) == (f"signature good: {NAME}",)
    assert _said(data.replace(b"telnetd", b"telnetx"), ring) == (f"signature bad: the text is not what {NAME} signed",)
    assert intake.read(data).fields.request == "接続元に連絡してほしい"


@needs_gpg
def test_pgp_mime(keys: Keys, ring: Path) -> None:
    data = _pgp_mime(keys)
    assert _said(data, ring) == (f"signature good: {NAME}",)
    assert _said(data.replace(b"\r\n", b"\n"), ring) == (f"signature good: {NAME}",), "as a Maildir keeps it"
    at = data.index(b"base64\r\n\r\n") + 20
    broken = data[:at] + (b"A" if data[at : at + 1] != b"A" else b"B") + data[at + 1 :]
    assert _said(broken, ring)[0].startswith("signature bad")


@needs_gpg
def test_what_stands_outside_is_not_signed(keys: Keys, ring: Path) -> None:
    data = _clear_mail(keys("--clear-sign", data=b"harmless\n") + b"\nPlease notify 192.0.2.7\n")
    assert _said(data, ring) == (f"signature good: {NAME}; not all of the message is signed",)
    listed = MIMEMultipart()
    listed["From"] = "admin@bsite.example.jp"
    listed.attach(MIMEText(keys("--clear-sign", data=b"harmless\n").decode()))
    listed.attach(MIMEText("a list's footer"))
    assert _said(listed.as_bytes(), ring)[0].endswith("not all of the message is signed")


@needs_gpg
def test_a_good_signature_of_somebody_else_is_said(keys: Keys, ring: Path) -> None:
    data = _clear_mail(keys("--clear-sign", data=b"x\n"), "admin@asite.example.jp")
    assert _said(data, ring) == (f"signature good: {NAME}; the mail says it is from admin@asite.example.jp",)


@needs_gpg
def test_a_key_in_the_mail_is_never_trusted(keys: Keys, tmp_path: Path) -> None:
    empty = tmp_path / "ring"
    empty.mkdir(mode=0o700)
    mail = EmailMessage()
    mail["From"] = "admin@bsite.example.jp"
    mail.set_content(keys("--clear-sign", data=b"x\n").decode())
    mail.add_attachment(keys("--export", NAME), maintype="application", subtype="pgp-keys", filename="key.asc")
    (said,) = _said(mail.as_bytes(), empty)
    assert said.startswith("signature not checked: no key ")


@needs_gpg
def test_intake_says_it_with_the_configured_ring(keys: Keys, ring: Path, empty_db: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'[intake]\nkeyring = "{ring}"\n')
    data = _clear_mail(keys("--clear-sign", data=story.B_REPORT.encode()))
    done = ircon("intake", "--json", "-", stdin=data, db=empty_db, env={"IRCON_CONFIG": str(config)})
    assert done.objects[0]["problems"] == [f"signature good: {NAME}"]
    assert f"! signature good: {NAME}" in ircon("show", "1", db=empty_db).out


SIGNED = b"""\
-----BEGIN PGP SIGNED MESSAGE-----
Hash: SHA256

x
-----BEGIN PGP SIGNATURE-----

iQ==
-----END PGP SIGNATURE-----
"""


def test_without_ring_or_gpg_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no key ring ([intake] keyring)" in _said(_clear_mail(SIGNED), None)[0]
    assert "no key ring at" in _said(_clear_mail(SIGNED), tmp_path / "nowhere")[0]
    monkeypatch.setenv("PATH", str(tmp_path))
    assert _said(_clear_mail(SIGNED), tmp_path) == ("signature not checked: there is no gpg here",)


def test_s_mime_is_said_and_unsigned_mail_says_nothing() -> None:
    mail = MIMEMultipart("signed")
    mail["From"] = "a@example.org"
    mail.attach(MIMEText("x"))
    mail.attach(MIMEApplication(b"\x30\x00", "pkcs7-signature"))
    assert _said(mail.as_bytes(), None) == ("signature not checked: it is S/MIME, which needs a certificate",)
    assert _said(story.from_b(), None) == ()


def test_what_begins_over_and_over_and_never_ends_is_looked_through_once() -> None:
    data = mail("-----BEGIN PGP SIGNED MESSAGE-----\n" * 28_000)
    before = time.process_time()
    assert signatures.find(data) == ()
    assert time.process_time() - before < 1
    (one,) = signatures.find(mail("-----BEGIN PGP SIGNED MESSAGE-----\n\nx\n" * 2 + "-----END PGP SIGNATURE-----\n"))
    assert one.data.count(b"BEGIN") == 2 and not one.partly
