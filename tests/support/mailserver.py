"""A small IMAP server on the loopback: one mailbox, and what a client asked of it."""

from __future__ import annotations

import re
import socketserver
import ssl
import threading
from dataclasses import dataclass, field
from types import TracebackType

USER, PASSWORD = "reports", "open sesame"


@dataclass
class Mailbox:
    """Messages by their number; ``said`` are the commands that came, ``dies_after`` fetches the line goes dead."""

    mails: dict[int, bytes]
    seen: set[int] = field(default_factory=set)
    said: list[str] = field(default_factory=list)
    dies_after: int = 1_000_000
    fetched: int = 0


class _Session(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        box = self.server.box
        self.wfile.write(b"* OK here\r\n")
        while line := self.rfile.readline().decode().rstrip("\r\n"):
            tag, _, rest = line.partition(" ")
            word = rest.split(" ")[0].upper()
            box.said.append(rest)
            if word == "LOGOUT":
                self.wfile.write(f"* BYE\r\n{tag} OK\r\n".encode())
                return
            if rest.startswith("UID FETCH"):
                box.fetched += 1
                if box.fetched > box.dies_after:
                    return
            answer = self._answer(box, rest, word)
            self.wfile.write(b"".join(b"* %s\r\n" % one for one in answer if one))
            bad = word == "LOGIN" and rest != f'LOGIN {USER} "{PASSWORD}"'
            self.wfile.write(f"{tag} {'NO' if bad else 'OK'} done\r\n".encode())

    def _answer(self, box: Mailbox, rest: str, word: str) -> list[bytes]:
        if word == "CAPABILITY":
            return [b"CAPABILITY IMAP4rev1"]
        if word == "SELECT":
            return [b"%d EXISTS" % len(box.mails)]
        if rest == "UID SEARCH UNSEEN":
            return [b"SEARCH " + b" ".join(b"%d" % uid for uid in sorted(box.mails.keys() - box.seen))]
        if found := re.fullmatch(r"UID FETCH (\d+) \(BODY\.PEEK\[\]\)", rest):
            uid = int(found[1])
            data = box.mails[uid]
            return [b"%d FETCH (UID %d BODY[] {%d}\r\n%s)" % (uid, uid, len(data), data)]
        if found := re.fullmatch(r"UID STORE (\d+) \+FLAGS\.SILENT \(\\Seen\)", rest):
            box.seen.add(int(found[1]))
        return []


class MailServer(socketserver.ThreadingTCPServer):
    """Use as a context manager; ``port`` is where it listens, with TLS if it has a certificate."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, box: Mailbox, context: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.box = box
        if context is not None:
            self.socket = context.wrap_socket(self.socket, server_side=True)

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is none of our business."""

    def __enter__(self) -> MailServer:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shutdown()
        self.server_close()
