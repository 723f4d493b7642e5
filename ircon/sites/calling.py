"""The one connection that ircon ever makes by itself: to a registry, over HTTPS, when a handler has agreed.

Only servers of the list are connected to, and redirects are followed only from one of
them to another: a registry's answer, or whoever can change it, must not lead us to a
reported host. Nor is a server asked that stands in the network asked about.

whoisit does not serve here: requests follows its redirects wherever they lead, it asks a server that
it picks at random when the handler has already agreed, it fetches the links that an answer
names, and neither the length of an answer nor the time that it takes has an end. So this is
the standard library's client, one request at a time.
"""

from __future__ import annotations

import re
import socket
import threading
import time
from contextlib import suppress
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from ircon.errors import NotPermitted, Unreadable, why
from ircon.i18n import _
from ircon.sites.asking import right
from ircon.text import one_line

if TYPE_CHECKING:
    from ircon.sites.asking import Question

LARGEST = 1_000_000
"""Bytes of an answer: ten times what the longest of a registry has."""

MOST_REDIRECTS = 3
_SENT_ON = (301, 302, 303, 307, 308)


class Call:
    """One question on its way. All of it ends after ``asked.seconds``, however slowly bytes drip in."""

    def __init__(self, asked: Question) -> None:
        self.asked = asked
        self._line: socket.socket | None = None
        self._late = False
        self._over = threading.Event()

    def fetch(self) -> bytes:
        """Ask, and return the answer as it came, at most ``LARGEST`` bytes of it.

        Raises ``NotPermitted`` where the way leads off the list, ``Unreadable`` for every other failure.
        """
        self._end = time.monotonic() + self.asked.seconds
        timer = threading.Timer(self.asked.seconds, self._expire)
        timer.daemon = True
        timer.start()
        try:
            return self._follow(self.asked.url)
        finally:
            timer.cancel()

    def hang_up(self) -> None:
        """Give up, from another thread: ``fetch`` raises ``Unreadable``."""
        self._over.set()
        if self._line is not None:
            with suppress(OSError):  # of the socket itself: one that is wrapped would end the encryption first
                socket.socket.shutdown(self._line, socket.SHUT_RDWR)

    def _expire(self) -> None:
        self._late = True
        self.hang_up()

    def _follow(self, url: str) -> bytes:
        for _step in range(MOST_REDIRECTS + 1):
            self._refuse_unlisted(url)
            status, sent_on, data = self._get(url)
            host = _host(url)
            if self._over.is_set():  # also where what came by then looks whole
                raise self._given_up(host)
            if status in _SENT_ON:
                url = urljoin(url, sent_on)
                continue
            if status == 404:
                raise Unreadable(_("{host} knows nothing of {about}.", host=host, about=self.asked.about))
            if status != 200:
                raise Unreadable(_("{host} answered with status {status}.", host=host, status=status))
            if len(data) > LARGEST:
                raise Unreadable(_("The answer of {host} is longer than a registry's.", host=host))
            return data
        raise Unreadable(_("{host} sends us round and round.", host=_host(url)))

    def _refuse_unlisted(self, url: str) -> None:
        try:
            place = _place(url)
        except ValueError:
            place = ("", "", 0)
        listed = {_place(server) for server in self.asked.servers if right(server)}
        if place not in listed or not url.isascii() or re.search(r"[\x00-\x20\x7f]", url):
            told = {"host": _host(url)}
            raise NotPermitted(_("{host} is none of the registries to be asked, so it was not connected to.", **told))

    def _get(self, url: str) -> tuple[int, str, bytes]:
        """Return the status, where it sends on to, and the body, a byte more than ``LARGEST`` at most."""
        import http.client

        parts = urlsplit(url)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        _scheme, host, port = _place(url)
        connection = http.client.HTTPConnection(host, port)
        try:
            connection.sock = self._connected(url)
            connection.request("GET", target, headers=_headers(url))
            answer = connection.getresponse()
            data = b"" if answer.status in _SENT_ON else answer.read(LARGEST + 1)
            return answer.status, answer.getheader("Location") or "", data
        except (OSError, http.client.HTTPException) as error:
            if isinstance(error, TimeoutError):  # the socket's own clock may be a moment before ours
                self._expire()
            if self._over.is_set():
                raise self._given_up(host) from None
            raise Unreadable(_("{host} did not answer: {why}.", host=host, why=why(error))) from None
        finally:
            connection.close()
            if self._line is not None:
                self._line.close()

    def _connected(self, url: str) -> socket.socket:
        scheme, host, port = _place(url)
        left = max(0.1, self._end - time.monotonic())
        try:
            self._line = socket.create_connection(self._address(host, port), timeout=left)
        except OSError as error:
            if self._over.is_set() or isinstance(error, TimeoutError):
                raise
            raise Unreadable(_("{host} cannot be reached: {why}.", host=host, why=why(error))) from None
        if self._over.is_set():
            raise self._given_up(host)
        if scheme == "https":
            import ssl

            context = ssl.create_default_context()
            wrapped = context.wrap_socket(self._line, server_hostname=host, do_handshake_on_connect=False)
            self._line = wrapped  # it has taken the descriptor along: what is shut down is this one now
            wrapped.do_handshake()
        return self._line

    def _address(self, host: str, port: int) -> tuple[str, int]:
        """Return an address of the server that is not what is asked about."""
        about = ip_network(self.asked.about)
        found = [str(told[4][0]) for told in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        free = [address for address in found if ip_address(address.partition("%")[0]) not in about]
        if not free:
            told = {"host": host, "about": about}
            raise NotPermitted(_("{host} stands in {about} itself, so it was not connected to.", **told))
        return free[0], port

    def _given_up(self, host: str) -> Unreadable:
        if self._late:
            return Unreadable(_("{host} has not answered in {seconds:g} s.", host=host, seconds=self.asked.seconds))
        return Unreadable(_("stopped; {host} was asked, its answer not waited for", host=host))


def fetch(asked: Question) -> bytes:
    """Ask, and return the answer; see ``Call.fetch``."""
    return Call(asked).fetch()


def _headers(url: str) -> dict[str, str]:
    parts = urlsplit(url)
    usual = parts.port in (None, 443 if parts.scheme == "https" else 80)  # servers know themselves without the port
    host = parts.netloc.rpartition(":")[0] if usual and parts.port else parts.netloc
    return {"Host": host, "Accept": "application/rdap+json", "User-Agent": "ircon"}


def _host(url: str) -> str:
    return one_line(urlsplit(url).hostname or "?")


def _place(url: str) -> tuple[str, str, int]:
    """Return scheme, host and port. Raises ``ValueError`` where the port is none."""
    parts = urlsplit(url)
    return parts.scheme, (parts.hostname or "").lower(), parts.port or (443 if parts.scheme == "https" else 80)
