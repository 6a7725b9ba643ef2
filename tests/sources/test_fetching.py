"""Fetching: what may be had, and what a hostile address does not get."""

import io
import socket

import pytest

from airdate.sources.fetching import (
    Fetched,
    FetchError,
    Limits,
    NotModified,
    Validators,
    allowed_hosts,
    fetch,
    fetch_into,
)
from factories.served import PAGE, served

QUICK = Limits(size=100_000, seconds=2, redirects=3)


@pytest.fixture(scope="module")
def port():
    with served() as number:
        yield number


def got(port, path, limits=QUICK):
    return fetch(f"http://localhost:{port}/{path}", limits=limits, allow={f"localhost:{port}"})


@pytest.mark.parametrize("path", ["page", "gzip", "deflate", "page#part"])
def test_pages_arrive_whole(port, path):
    url = f"http://localhost:{port}/{path.partition('#')[0]}"
    assert got(port, path) == Fetched(url, "text/html", "utf-8", PAGE.encode())


def test_redirects_are_followed_and_the_last_address_told(port):
    assert got(port, "moved").url == f"http://localhost:{port}/page"


def test_plain_text_keeps_its_declared_encoding(port):
    page = got(port, "text")
    assert (page.content_type, page.charset, page.body) == ("text/plain", "iso-8859-1", "Café – naïve".encode("cp1252"))


def test_what_is_here_already_is_not_fetched_again(port):
    url, allow = f"http://localhost:{port}/kept", {f"localhost:{port}"}
    first = fetch_into(url, io.BytesIO(), limits=QUICK, allow=allow)
    assert first.validators == Validators('"one"', "Thu, 20 Feb 2031 00:00:00 GMT")
    for known in (first.validators, Validators(etag='"one"'), Validators("", "Thu, 20 Feb 2031 00:00:00 GMT")):
        file = io.BytesIO()
        with pytest.raises(NotModified, match="not modified"):
            fetch_into(url, file, limits=QUICK, allow=allow, unless=known)
        assert file.getvalue() == b""
    again = io.BytesIO()
    fetch_into(url, again, limits=QUICK, allow=allow, unless=Validators('"two"'))
    assert again.getvalue() == PAGE.encode()


REFUSED = [
    ("missing", "status 404"),
    ("error", "status 500"),
    ("picture", "it is image/png, not one of application/xhtml+xml, text/html, text/plain"),
    ("large", "larger than 100,000 bytes"),
    ("endless", "larger than 100,000 bytes"),
    ("bomb", "larger than 100,000 bytes"),
    ("damaged", "its gzip data are damaged"),
    ("brotli", "compressed as br"),
    ("drip", "no answer within 2 seconds"),
    ("drip-headers", "no answer within 2 seconds"),
    ("round", "more than 3 redirects"),
    ("to-file", "only http and https addresses are fetched, not file"),
    ("inward", "127.0.0.1 is not an address of the open internet"),
]


@pytest.mark.parametrize(("path", "reason"), REFUSED)
def test_hostile_answers_are_refused(port, path, reason):
    with pytest.raises(FetchError) as refused:
        got(port, path)
    assert reason in str(refused.value)
    assert str(refused.value).startswith(f"http://localhost:{port}/{path}: ")
    assert "\n" not in str(refused.value)


def test_what_is_no_http_is_refused(port):
    with pytest.raises(FetchError, match=f"^http://localhost:{port}/garbage: "):
        got(port, "garbage")


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.0.0.1", "[::1]", "0.0.0.0", "127.1", "2130706433", "0x7f000001", "[::ffff:127.0.0.1]",
     "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "[fe80::1]", "[fc00::1]",
     "[64:ff9b::7f00:1]", "224.0.0.1", "localhost.", "127。0。0。1", "[::127.0.0.1]"],
)  # fmt: skip
def test_the_own_network_is_closed(port, host):
    with pytest.raises(FetchError, match=r"not an address of the open internet|is not known"):
        fetch(f"http://{host}:{port}/page", limits=QUICK, allow=())


def test_only_the_named_host_is_opened(port):
    with pytest.raises(FetchError, match="not an address of the open internet"):
        fetch(f"http://127.0.0.1:{port}/page", limits=QUICK, allow={f"localhost:{port}"})
    with pytest.raises(FetchError, match="not an address of the open internet"):
        fetch(f"http://localhost:{port}/page", limits=QUICK, allow={"localhost:1"})


def test_the_environment_opens_hosts(port, monkeypatch):
    monkeypatch.setenv("AIRDATE_ALLOW_HOSTS", f" LocalHost:{port} , other.example")
    assert allowed_hosts() == {f"localhost:{port}", "other.example"}
    assert fetch(f"http://localhost:{port}/page", limits=QUICK).body == PAGE.encode()


def test_a_name_that_changes_its_mind_is_connected_where_it_was_checked(port, monkeypatch):
    """The address of the one look-up is used; a second one would lead inward."""
    looked_up = []

    def resolve(host, number, *args, **kwargs):
        looked_up.append(host)
        address = "192.0.2.1" if len(looked_up) > 1 else "93.184.215.14"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, number))]

    connected = []

    def connect(address, *args, **kwargs):
        connected.append(address)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(FetchError, match=r"^http://kettle.example:8000/: "):
        fetch("http://kettle.example:8000/", limits=QUICK, allow=())
    assert (looked_up, connected) == (["kettle.example"], [("93.184.215.14", 8000)])


def test_one_inner_address_among_public_ones_closes_a_name(monkeypatch):
    def resolve(host, number, *args, **kwargs):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, number)) for a in ("93.184.215.14", "10.1.2.3")]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(FetchError, match=r"kettle.example is 10.1.2.3, not an address of the open internet"):
        fetch("http://kettle.example/", limits=QUICK, allow=())


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://kettle.example/", "only http and https"),
        ("http:///nothing", "names no host"),
        ("http://user:secret@kettle.example/", "user name or password"),
        ("http://kettle.example:99999/", "not an address"),
        ("http://kettle.example:0/", "not an address (there is no port 0)"),
        ("http://kettle.example:-1/", "not an address (there is no port -1)"),
        ("http://kettle\n.example/", "http://kettle .example/: not an address"),
        ("http://xn--/", "the host xn-- is not known"),
        ("http://0177.0.0.1/", "not an address"),
        ("http://kettle.example\\@inner.example/", "user name or password"),
        ("http://\u202ekettle.example/", "not an address"),
        ("http://[::1", "not an address"),
        ("http://kettle.invalid/", "the host kettle.invalid is not known"),
        ("http://" + "a" * 80 + ".example/", "is not known"),
    ],
)
def test_addresses_that_are_none(url, reason):
    with pytest.raises(FetchError) as refused:
        fetch(url, limits=QUICK, allow=())
    assert reason in str(refused.value)
