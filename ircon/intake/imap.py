"""A mailbox read by IMAP (RFC 3501): what is unseen there, each message marked as seen once it is stored.

``imaps://user@host/INBOX`` speaks TLS from the start; ``imap://`` must turn to it before
the password goes out, unless the server is this machine. The password never stands in the
address, where every process list shows it.
"""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ircon.errors import NotPermitted, TryAgain, Usage, why
from ircon.i18n import _, mark
from ircon.intake.sources import Source

_SCHEMES = {"imaps": 993, "imap": 143}
_HERE = ("localhost", "127.0.0.1", "::1")
_SECONDS = 60.0
_FORM = mark("write imaps://user@host/INBOX")
_ODD = re.compile(r"[^!-~]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mailbox is."""

    scheme: str
    host: str
    port: int
    user: str
    mailbox: str


def is_address(path: str) -> bool:
    """Say whether ``path`` names a mailbox on a server rather than a file."""
    return path.partition("://")[0].lower() in _SCHEMES and "://" in path


def place(address: str) -> Place:
    """Read an address. Raises ``Usage`` with what to write instead; never repeats a password that stands in it."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Usage(_("This is no address of a mailbox; {form}", form=_(_FORM))) from None
    if parts.password is not None:
        raise Usage(
            _(
                "A password does not belong in the address; {form}, the password into $IRCON_IMAP_PASSWORD",
                form=_(_FORM),
            )
        )
    user, mailbox = unquote(parts.username or ""), unquote(parts.path.lstrip("/")) or "INBOX"
    if not host or not user:
        lacking = _("The address lacks a user; {form}") if host else _("The address lacks a host; {form}")
        raise Usage(lacking.format(form=_(_FORM)))
    if _ODD.search(user) or _ODD.search(mailbox.replace(" ", "")) or parts.query or parts.fragment:
        raise Usage(_("User and mailbox are written in plain ASCII; {form}", form=_(_FORM)))
    scheme = parts.scheme.lower()
    return Place(scheme, host, port or _SCHEMES[scheme], user, mailbox)


def password(told: str | None, file: Path | None) -> str:
    """Return the password: what the environment says, else the first line of the file that the configuration names."""
    if told:
        return told
    if file is None:
        raise Usage(_("There is no password: set $IRCON_IMAP_PASSWORD, or name a file in [intake] imap_password."))
    try:
        return file.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise Usage(
            _("The password in {file} cannot be read ({name}).", file=file, name=type(error).__name__)
        ) from None


def messages(address: str, secret: str) -> Iterator[Source]:
    """Yield the unseen messages of a mailbox, oldest first; ``done`` marks one as seen there.

    Raises ``Usage`` for an address that is none, ``NotPermitted`` where the server refuses
    the user, ``TryAgain`` where it is away or goes away meanwhile.
    """
    where = place(address)
    with _failures(where):
        box = _Box(where, secret)
        try:
            for uid in box.unseen():
                data = box.fetch(uid)
                if data is not None:
                    yield Source(f"{where.scheme}://{where.host}/{where.mailbox}#{uid}", data, box.marker(uid))
        finally:
            box.exhausted()


@contextmanager
def _failures(where: Place) -> Iterator[None]:
    """Say in words what the server or the way to it did."""
    try:
        yield
    except ssl.SSLCertVerificationError:
        raise TryAgain(_("The certificate of {host} is not valid; nothing was read.", host=where.host)) from None
    except imaplib.IMAP4.readonly:
        raise NotPermitted(
            _("{mailbox} on {host} can be read only, so nothing was taken in.", mailbox=where.mailbox, host=where.host)
        ) from None
    except (OSError, imaplib.IMAP4.abort, EOFError) as error:
        reason = why(error)
        raise TryAgain(
            _("{host} does not answer ({reason}); what was stored is stored.", host=where.host, reason=reason)
        ) from None
    except imaplib.IMAP4.error:
        raise TryAgain(_("{host} did not do what was asked; what was stored is stored.", host=where.host)) from None


class _Box:
    """An open mailbox. It stays open until its last message is marked, which may be after the last one was read."""

    def __init__(self, where: Place, secret: str) -> None:
        self._where = where
        self._waiting = 0
        self._read = False
        self._server = self._connected()
        try:
            self._log_in(secret)
            kind, _told = self._server.select('"' + where.mailbox.replace("\\", "\\\\").replace('"', '\\"') + '"')
            if kind != "OK":
                raise Usage(_("There is no mailbox {mailbox} on {host}.", mailbox=where.mailbox, host=where.host))
        except BaseException:
            self._close()
            raise

    def _connected(self) -> imaplib.IMAP4:
        where = self._where
        if where.scheme == "imaps":
            return imaplib.IMAP4_SSL(where.host, where.port, ssl_context=ssl.create_default_context(), timeout=_SECONDS)
        server = imaplib.IMAP4(where.host, where.port, timeout=_SECONDS)
        if where.host not in _HERE:
            try:
                server.starttls(ssl.create_default_context())
            except imaplib.IMAP4.error:
                server.shutdown()
                raise NotPermitted(
                    _("{host} offers no encryption, so the password was not sent.", host=where.host)
                ) from None
        return server

    def _log_in(self, secret: str) -> None:
        user = self._where.user
        try:
            if "AUTH=PLAIN" in self._server.capabilities:
                self._server.authenticate("PLAIN", lambda _: f"\0{user}\0{secret}".encode())
            else:
                self._server.login(user, secret)
        except imaplib.IMAP4.abort:
            raise
        except (imaplib.IMAP4.error, UnicodeEncodeError):
            raise NotPermitted(
                _("{host} does not let {user} in; see user and password.", host=self._where.host, user=user)
            ) from None

    def unseen(self) -> list[str]:
        _told, found = self._server.uid("SEARCH", "UNSEEN")
        return [uid.decode("ascii") for part in found if part for uid in part.split() if uid.isdigit()]

    def fetch(self, uid: str) -> bytes | None:
        """Return a message without marking it, None where it is gone."""
        _told, found = self._server.uid("FETCH", uid, "(BODY.PEEK[])")
        data = next((part[1] for part in found if isinstance(part, tuple)), None)
        self._waiting += data is not None
        return data

    def marker(self, uid: str) -> Callable[[], None]:
        def mark() -> None:
            with _failures(self._where):
                self._server.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen)")
            self._waiting -= 1
            self._close_if_done()

        return mark

    def exhausted(self) -> None:
        """Nothing more will be read: leave as soon as what was read is marked."""
        self._read = True
        self._close_if_done()

    def _close_if_done(self) -> None:
        if self._read and self._waiting <= 0:
            self._close()

    def _close(self) -> None:
        with suppress(OSError, imaplib.IMAP4.error):
            self._server.logout()
