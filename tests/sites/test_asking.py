"""Asking a registry: agreed to, on the list, never the reported host; servers on this machine misbehave."""

from __future__ import annotations

import json
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ircon import desk
from ircon.config import Config, load
from ircon.errors import IrconError, NotPermitted, Unreadable, Usage
from ircon.sites import asking, calling
from ircon.sites.asking import Question
from ircon.store import Store, journal, register
from tests.support import story
from tests.support.command import ircon
from tests.support.hostile import corpus

ABOUT = "192.0.2.7"


def _answer(name: str = "Example Organisation", cidr: str = "192.0.2.0/24") -> bytes:
    prefix, _slash, length = cidr.partition("/")
    card = [["fn", {}, "text", name], ["email", {}, "text", "abuse@site.example.org"]]
    return json.dumps(
        {
            "objectClassName": "ip network",
            "cidr0_cidrs": [{"v4prefix": prefix, "length": int(length)}],
            "entities": [{"roles": ["registrant", "abuse"], "vcardArray": ["vcard", card]}],
        }
    ).encode()


class Registry:
    """A registry on this machine; ``behave`` is what it does with a request, ``asked`` the paths it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.behave: Callable[[BaseHTTPRequestHandler], None] = lambda request: _say(request, _answer())
        registry = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                registry.asked.append(self.path)
                try:
                    registry.behave(self)
                except OSError:
                    pass  # whoever asked has had enough

            def log_message(self, *words: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.handle_error = lambda *_of: None  # type: ignore[method-assign] # who does not believe us hangs up
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/rdap/"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def _say(request: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    request.send_response(status)
    for name, value in headers.items():
        request.send_header(name, value)
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)


@pytest.fixture
def registry() -> Iterator[Registry]:
    with closing(Registry()) as one:
        yield one


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A certificate of this machine's own and its key."""
    place = tmp_path_factory.mktemp("tls")
    held, key = str(place / "cert.pem"), str(place / "key.pem")
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-keyout", key, "-out", held, "-days", "2", "-subj", "/CN=127.0.0.1"]
    try:
        subprocess.run([*command, "-addext", "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("no openssl here to make a certificate with")
    return held, key


@pytest.fixture
def other() -> Iterator[Registry]:
    with closing(Registry()) as one:
        yield one


def _asked(*servers: Registry, seconds: float = 5.0, about: str = ABOUT) -> Question:
    return asking.question(about, "", [one.url for one in servers], seconds)


class TestFetching:
    """Only what is on the list, only for so long, only so much."""

    def test_what_is_asked_is_an_address_and_nothing_else(self, registry: Registry) -> None:
        assert calling.fetch(_asked(registry)) == _answer()
        assert calling.fetch(_asked(registry, about="2001:db8::/32"))
        assert registry.asked == ["/rdap/ip/192.0.2.7", "/rdap/ip/2001:db8::/32"]

    def test_one_registry_sends_us_on_to_another_of_the_list(self, registry: Registry, other: Registry) -> None:
        registry.behave = lambda request: _say(request, b"", 302, Location=f"{other.url}ip/{ABOUT}")
        assert calling.fetch(_asked(registry, other)) == _answer()
        assert other.asked == [f"/rdap/ip/{ABOUT}"]

    @pytest.mark.parametrize(
        "elsewhere",
        [
            "{other}",
            "http://127.0.0.2:{port}/",
            "//127.0.0.1:{port}/x",
            "https://127.0.0.1:{port}/",
            "ftp://x/",
            "file:///etc",
        ],
    )
    def test_a_redirect_to_a_reported_host_is_not_followed(
        self, registry: Registry, other: Registry, elsewhere: str
    ) -> None:
        location = elsewhere.format(other=other.url, port=other.server.server_port)
        registry.behave = lambda request: _say(request, b"", 302, Location=location)
        with pytest.raises(NotPermitted, match="not connected to"):
            calling.fetch(_asked(registry))
        assert other.asked == []

    def test_round_and_round_ends(self, registry: Registry) -> None:
        registry.behave = lambda request: _say(request, b"", 301, Location=request.path)
        with pytest.raises(Unreadable, match="round and round"):
            calling.fetch(_asked(registry))
        assert len(registry.asked) == calling.MOST_REDIRECTS + 1

    @pytest.mark.parametrize("drips", [False, True])
    def test_one_that_hangs_or_drips_is_given_up(self, registry: Registry, drips: bool) -> None:
        over = threading.Event()

        def behave(request: BaseHTTPRequestHandler) -> None:
            while not over.wait(0.05):
                if drips:
                    request.wfile.write(b"H")
                    request.wfile.flush()

        registry.behave = behave
        began = time.monotonic()
        with pytest.raises(Unreadable, match=r"has not answered in 0\.5 s"):
            calling.fetch(_asked(registry, seconds=0.5))
        over.set()
        assert time.monotonic() - began < 5

    def test_one_hangs_up_without_waiting(self, registry: Registry) -> None:
        over, there = threading.Event(), threading.Event()

        def behave(request: BaseHTTPRequestHandler) -> None:
            there.set()
            over.wait(20)

        registry.behave = behave
        call = calling.Call(_asked(registry, seconds=20))

        def give_up() -> None:
            there.wait(20)
            call.hang_up()

        threading.Thread(target=give_up).start()
        began = time.monotonic()
        with pytest.raises(Unreadable, match="its answer not waited for"):
            call.fetch()
        over.set()
        assert time.monotonic() - began < 5

    def test_who_hung_up_before_connects_to_nobody_further(self, registry: Registry) -> None:
        call = calling.Call(_asked(registry))
        call.hang_up()
        with pytest.raises(Unreadable, match="its answer not waited for"):
            call.fetch()
        assert registry.asked == []

    def test_fifty_megabytes_are_not_read(self, registry: Registry) -> None:
        sent = [0]

        def behave(request: BaseHTTPRequestHandler) -> None:
            request.send_response(200)
            request.send_header("Content-Length", "50000000")
            request.end_headers()
            while sent[0] < 50_000_000:
                sent[0] += request.wfile.write(b" " * 100_000)

        registry.behave = behave
        with pytest.raises(Unreadable, match="longer than"):
            calling.fetch(_asked(registry))
        assert sent[0] < 20_000_000

    @pytest.mark.parametrize(("status", "told"), [(404, "knows nothing of"), (429, "status 429"), (500, "status 500")])
    def test_what_a_registry_refuses_is_said(self, registry: Registry, status: int, told: str) -> None:
        registry.behave = lambda request: _say(request, b"{}", status)
        with pytest.raises(Unreadable, match=told):
            calling.fetch(_asked(registry))

    def test_nobody_there_is_said(self) -> None:
        with closing(socket.socket()) as idle:
            idle.bind(("127.0.0.1", 0))  # bound, and nobody listens
            url = f"http://127.0.0.1:{idle.getsockname()[1]}/"
            with pytest.raises(Unreadable, match="cannot be reached"):
                calling.fetch(asking.question(ABOUT, "", [url]))

    @pytest.mark.parametrize("trusted", [True, False])
    def test_over_https_only_who_is_certified_is_believed(
        self, registry: Registry, certificate: tuple[str, str], trusted: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", certificate[0] if trusted else "/dev/null")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        registry.server.socket = context.wrap_socket(registry.server.socket, True, do_handshake_on_connect=False)
        registry.url = registry.url.replace("http://", "https://")
        if trusted:
            assert calling.fetch(_asked(registry)) == _answer()
        else:
            with pytest.raises(Unreadable, match="did not answer"):
                calling.fetch(_asked(registry))
            assert registry.asked == []

    def test_a_registry_that_stands_in_the_reported_network_is_not_asked(self, registry: Registry) -> None:
        with pytest.raises(NotPermitted, match="not connected to"):
            calling.fetch(replace(_asked(registry), about="127.0.0.0/30"))
        assert registry.asked == []


@pytest.mark.parametrize("about", ["192.168.100.1", "10.0.0.0/8", "127.0.0.1", "::1", "fe80::1", "224.0.0.1"])
def test_what_no_registry_knows_is_not_asked(about: str) -> None:
    with pytest.raises(Usage, match="nobody's register"):
        asking.question(about, "", asking.SERVERS)


@pytest.mark.parametrize(
    "server",
    ["http://rdap.example.net/", "https://", "ftp://127.0.0.1/", "https://user@rdap.example.net/", "https://a b/", ""],
)
def test_a_server_of_the_list_speaks_https(server: str) -> None:
    assert not asking.right(server)
    assert all(map(asking.right, asking.SERVERS))


class TestTheDesk:
    """Allowed, in the journal, and taken back by one undo."""

    def _config(self, *servers: Registry) -> Config:
        return Config(ask_registries=True, registries=tuple(one.url for one in servers))

    def test_nothing_is_asked_unless_the_configuration_allows_it(self) -> None:
        with pytest.raises(NotPermitted, match="ask = true"):
            desk.ask_about(Config(), ABOUT)

    def test_the_answer_stands_in_the_register_until_it_is_taken_back(self, empty_db: Path, registry: Registry) -> None:
        with Store.open(empty_db) as store:
            said = desk.ask_registry(store, desk.ask_about(self._config(registry), ABOUT), handler="mori").message
            assert said.startswith("192.0.2.7 is Example Organisation's, says 127.0.0.1")
            found = register.find(store, "192.0.2.200")
            assert found is not None and found.contacts[0].mail == "abuse@site.example.org"
            assert found.contacts[0].provenance == "registry"
            noted = store.rows("SELECT action, note FROM journal ORDER BY id")
            assert ("ask a registry", "127.0.0.1 about 192.0.2.7") in noted
            desk.undo(store, handler="mori")
            assert register.find(store, "192.0.2.200") is None

    def test_that_it_was_asked_is_known_also_where_nothing_came_of_it(self, empty_db: Path, registry: Registry) -> None:
        registry.behave = lambda request: _say(request, b"no json", 200)
        with Store.open(empty_db) as store:
            with pytest.raises(Unreadable):
                desk.ask_registry(store, desk.ask_about(self._config(registry), ABOUT), handler="mori")
            assert journal.newest(store, "action = 'ask a registry'", ()) is not None
            assert register.listed(store) == []

    @pytest.mark.parametrize("cidr", ["198.51.100.0/24", "0.0.0.0/0", "192.0.2.128/25"])
    def test_an_answer_about_something_else_is_not_believed(
        self, empty_db: Path, registry: Registry, cidr: str
    ) -> None:
        registry.behave = lambda request: _say(request, _answer(cidr=cidr))
        with Store.open(empty_db) as store:
            with pytest.raises(IrconError):
                desk.ask_registry(store, desk.ask_about(self._config(registry), ABOUT), handler="mori")
            assert register.listed(store) == []

    def test_hostile_words_do_no_harm(self, empty_db: Path, registry: Registry) -> None:
        for words in ("".join(corpus())[:150], "Good\x1b]0;bad\x07 Name"):
            registry.behave = lambda request, words=words: _say(request, _answer(words))  # type: ignore[misc]
            with Store.open(empty_db) as store:
                said = desk.ask_registry(store, desk.ask_about(self._config(registry), ABOUT), handler="mori").message
                assert said.isprintable()


class TestTheCommand:
    """``ircon sites ask``: the setting, and --yes or somebody who types it."""

    @pytest.fixture
    def settings(self, tmp_path: Path, registry: Registry) -> dict[str, str]:
        file = tmp_path / "config.toml"
        file.write_text(f'[registries]\nask = true\nservers = ["{registry.url}"]\n')
        return {"IRCON_CONFIG": str(file)}

    def test_it_wants_the_setting_and_a_yes(self, empty_db: Path, registry: Registry, settings: dict[str, str]) -> None:
        assert ircon("sites", "ask", ABOUT, "--yes", db=empty_db).status == 77
        done = ircon("sites", "ask", ABOUT, db=empty_db, env=settings)
        assert done.status == 77 and "--yes" in done.err
        assert registry.asked == []
        done = ircon("sites", "ask", ABOUT, "--yes", "--json", db=empty_db, env=settings)
        assert done.status == 0 and done.objects[0]["about"] == ABOUT
        assert len(registry.asked) == 1

    def test_a_wrong_list_is_said_with_its_line(self, tmp_path: Path) -> None:
        file = tmp_path / "config.toml"
        file.write_text('[registries]\nask = true\nservers = ["http://rdap.example.net/"]\n')
        with pytest.raises(Usage, match=r"line 3: servers is a list"):
            load(file)


def test_where_it_is_not_allowed_the_incident_is_untouched(empty_db: Path) -> None:
    with Store.open(empty_db) as store:
        desk.take_in(store, story.from_b(), handler="mail")
        head = journal.head(store)
        with pytest.raises(NotPermitted):
            desk.ask_about(Config(), "192.168.100.1")
        assert journal.head(store) == head
