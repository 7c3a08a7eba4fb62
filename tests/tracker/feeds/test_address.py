"""Addresses: what is polled, what is refused and in which words, and which links are safe to show."""

import contextlib
from ipaddress import ip_network
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.feeds.address import (
    AddressRefused,
    ForbiddenAddress,
    RedirectRefused,
    check_url,
    exemption,
    host_of,
    is_public,
    may_connect,
    next_hop,
    safe_url,
)

HOSTILE = [
    # no scheme that can be polled
    *("", " ", "example.org/feed", "//example.org/feed", "/feed", "localhost:8000/feed", "file:///etc/passwd"),
    *("ftp://example.org/feed", "javascript:alert(1)", "data:text/xml,<rss/>", "gopher://example.org/_GET"),
    *("feed://example.org/rss", "http+unix://%2Fvar%2Frun%2Fdocker.sock/", "jar:http://example.org!/", "mailto:a@b.c"),
    # no host, or none that is one
    *("http:", "http://", "http:///feed", "http:feed", "http:/feed", "http://:80/", "http://?x", "http://#x"),
    *("http://example..org/", "http://.example.org/", "http://exa mple.org/", "http://exa%6Dple.org/"),
    *("http://example.org%2f@evil.example/", "http://<script>/", "http://a,b/", "http://[::1/", "http://[nonsense]/"),
    *(
        "http://[fe80::1%25eth0]/",
        "http://[v1.x]/",
        "http://" + "a" * 64 + ".org/",
        "http://" + "a." * 127 + "example/",
    ),
    # another host than it seems
    *("http://user@example.org/", "http://user:pw@example.org/", "http://@example.org/", "http://good.org@evil.org/"),
    *(
        "http://good.org\\@evil.org/",
        "http:\\\\evil.org/",
        "http://good.org\\.evil.org/",
        "http://evil.org#@good.org@/ ",
    ),
    *(
        "http://exam\u200bple.org/",
        "http://example.org/\u202egpj.feed",
        "http://example.org\u2028/",
        "\u00a0http://a.org/",
    ),
    *(
        "http://example.org/\r\nHost: evil",
        "http://example.org/\x00",
        "ht\ntp://example.org/",
        "http://example.org/\ud800",
    ),
    *(
        "http://example.org/a b",
        "http://example.org/a\\b",
        "http://example.org/\t",
        " http://example.org/",
        "http://example.org/\x85",
    ),
    # a port that is none, or is not to be asked
    *("http://example.org:0/", "http://example.org:65536/", "http://example.org:port/", "http://example.org:-1/"),
    *("http://example.org:22/", "http://example.org:6379/", "http://example.org:8080/", "https://example.org:25/"),
    # loopback, in every spelling
    *(
        "http://127.0.0.1/",
        "http://127.1/",
        "http://127.0.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
    ),
    *("http://0177.0.0.1/", "http://017700000001/", "http://127.0.0.1./", "http://127.255.255.254/", "http://0/"),
    *("http://0.0.0.0/", "http://[::1]/", "http://[::]/", "http://[0:0:0:0:0:0:0:1]/", "http://[::ffff:127.0.0.1]/"),
    *("http://[::ffff:7f00:1]/", "http://[::127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/"),
    *("http://\uff11\uff12\uff17.0.0.1/", "http://\u2460\u2461\u2466.0.0.1/", "http://127\u30020\u30020\u30021/"),
    # other private places
    *("http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data/"),
    *("http://100.64.0.1/", "http://198.18.0.1/", "http://224.0.0.1/", "http://255.255.255.255/", "http://240.0.0.1/"),
    *("http://192.88.99.1/", "http://192.0.2.1/", "http://[fc00::1]/", "http://[fd12::1]/", "http://[fe80::1]/"),
    *("http://[fec0::1]/", "http://[ff02::1]/", "http://[2001::1]/", "http://[2001:db8::1]/", "http://[3fff::1]/"),
    *("http://[5f00::1]/", "http://[64:ff9b:1::1]/", "http://[::ffff:0:127.0.0.1]/", "http://[::ffff:10.0.0.1]/"),
    # too long
    "http://example.org/" + "a" * 2000,
]


@pytest.mark.parametrize("url", HOSTILE)
def test_a_hostile_address_is_refused(url):
    with pytest.raises(AddressRefused):
        check_url(url)


@pytest.mark.parametrize(
    ("url", "wire"),
    [
        ("http://example.org", "http://example.org/"),
        ("https://EXAMPLE.org:443/Feed?b=1&a=%2C#top", "https://example.org/Feed?b=1&a=%2C"),
        ("HTTP://example.org:443/", "http://example.org:443/"),
        ("https://example.org./feed", "https://example.org/feed"),
        ("https://example.org?x", "https://example.org/?x"),
        ("https://exámple.org/é?q=ñ|x", "https://xn--exmple-qta.org/%C3%A9?q=%C3%B1%7Cx"),
        ("https://a_b.example.org/~x/;p=1/a+b?q=%20+[]", "https://a_b.example.org/~x/;p=1/a+b?q=%20+[]"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://[2606:4700:0:0::1111]/", "http://[2606:4700::1111]/"),
        ("http://1and1.example/", "http://1and1.example/"),
        ("http://0x.example/", "http://0x.example/"),
        ("http://example.org/" + "a" * 1981, "http://example.org/" + "a" * 1981),
    ],
)
def test_a_good_address_is_put_as_it_goes_over_the_wire(url, wire):
    assert check_url(url) == wire
    assert check_url(wire) == wire


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "an address is needed"),
        ("file:///etc/passwd", "only http and https addresses can be polled, not file:"),
        ("example.org/feed", "the address must begin with http:// or https://"),
        ("localhost:8000/feed", "the address must begin with http:// or https://"),
        ("http://u:p@example.org/", "this address carries a user name or password, which is not allowed"),
        ("http://example.org/a b", "this address contains a space, a backslash or an invisible character"),
        ("http:///feed", "this address names no host"),
        ("http://exa%mple.org/", "this address has no valid host name"),
        ("http://[::1/", "this is not a valid address"),
        ("http://127.1/", "the host of this address is neither a name nor a plain IP address"),
        ("http://example.org:99999/", "the port of this address is not a number from 1 to 65535"),
        ("http://example.org:22/", "port 22 cannot be polled, only 80 and 443"),
        ("http://10.0.0.1/", "this address points into a private network, which is refused"),
        ("http://example.org/" + "a" * 2000, "this address is longer than 2,000 characters"),
    ],
)
def test_the_reason_is_in_plain_words(url, reason):
    with pytest.raises(AddressRefused) as refused:
        check_url(url)
    assert str(refused.value) == reason


@pytest.mark.parametrize("url", ["http://10.0.0.1/", "http://[::1]/", "http://example.org:22/"])
def test_what_this_site_forbids_is_told_from_what_is_malformed(url):
    with pytest.raises(ForbiddenAddress):
        check_url(url)


def test_any_port_can_be_allowed():
    assert check_url("http://example.org:8080/", allowed_ports=None) == "http://example.org:8080/"


def test_port_0_is_refused_even_where_any_port_is_allowed():
    with pytest.raises(AddressRefused):
        check_url("http://example.org:0/", allowed_ports=None)


@pytest.mark.parametrize(
    ("listed", "url"),
    [
        ("10.0.0.0/8", "http://10.1.2.3/"),
        ("10.0.0.0/8", "http://[::ffff:10.1.2.3]/"),
        ("10.1.2.3", "http://10.1.2.3/"),
        ("10.1.2.3/8", "http://10.9.9.9/"),
        ("fd00::/8", "http://[fd12::1]/"),
        ("::1", "http://[::1]/"),
    ],
)
def test_a_listed_network_is_exempt_from_the_refusal(listed, url):
    assert check_url(url, allowed_private=[exemption(listed)])


@pytest.mark.parametrize(
    "url", ["http://11.0.0.1.example/", "http://192.168.0.1/", "http://[::1]/", "http://127.0.0.1/"]
)
def test_a_listed_network_exempts_no_other(url):
    allowed = [exemption("10.0.0.0/8"), exemption("intranet.example")]
    if "example" not in url:
        with pytest.raises(ForbiddenAddress):
            check_url(url, allowed_private=allowed)
    assert not may_connect("127.0.0.1", allowed)


def test_a_listed_name_is_kept_in_the_form_that_hosts_are_compared_in():
    assert exemption(" Feeds.Intranet.Example. ") == host_of("https://feeds.intranet.example./x")
    assert exemption("10.0.0.0/8") == ip_network("10.0.0.0/8")


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "192.31.196.1"])
def test_a_public_address_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("100.64.0.0", "100.127.255.255", "192.88.99.9", "64:ff9b::808:808", "64:ff9b:1::1", "2002:808:808::1"),
        *("2001::1", "2001:1ff:ffff::1", "fec0::1", "::8.8.8.8", "ff0e::1", "3fff::1", "5f00::1", "::", "::1"),
        *(
            "::ffff:127.0.0.1",
            "::ffff:100.64.0.1",
            "fe80::1%eth0",
            "0.0.0.0",
            "192.0.0.9",
            "239.255.255.255",
            "localhost",
        ),
        *("", "08.8.8.8", "8.8.8", "2606:4700::1%lo", "100::1", "4000::1", "::ffff:0:808:808"),
    ],
)
def test_anything_else_is_not(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Example.ORG:8080/feed", "example.org"),
        ("http://[::1]:80/", "::1"),
        ("http://münchen.example/", "xn--mnchen-3ya.example"),
        ("http://user:pw@example.org/", "example.org"),
        ("http://[/", ""),
        ("nonsense", ""),
        ("", ""),
    ],
)
def test_the_host_of_an_address(url, host):
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("https://other.example/x", "https://other.example/x"),
        ("/moved", "https://example.org/moved"),
        ("moved", "https://example.org/feeds/moved"),
        ("?page=2", "https://example.org/feeds/all?page=2"),
        ("//other.example/x", "https://other.example/x"),
        (" /a b ", "https://example.org/a%20b"),
    ],
)
def test_a_redirect_is_resolved_against_the_page_it_came_from(location, target):
    assert next_hop("https://example.org/feeds/all", location) == target


@pytest.mark.parametrize("location", ["", "  ", "http://example.org/", "HTTP://example.org/", "http://[::1"])
def test_a_redirect_that_leads_nowhere_or_out_of_encryption_is_refused(location):
    with pytest.raises(RedirectRefused):
        next_hop("https://example.org/feed", location)


@pytest.mark.parametrize(
    ("value", "link"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("  https://example.org/a\n", "https://example.org/a"),
        ("https://example.org/a\n\tb", "https://example.org/ab"),
        ("/story/1", "https://news.example/story/1"),
        ("1", "https://news.example/feeds/1"),
        ("//cdn.example/x", "https://cdn.example/x"),
        ('https://example.org/a b"<c>', "https://example.org/a%20b%22%3Cc%3E"),
        ("https://exámple.org/é", "https://exámple.org/é"),
        ("http://intranet.example:8080/x", "http://intranet.example:8080/x"),
    ],
)
def test_a_link_becomes_absolute(value, link):
    assert safe_url(value, "https://news.example/feeds/all.xml") == link


@pytest.mark.parametrize(
    "value",
    [
        *("", " ", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " java\tscript:alert(1)", "\x01javascript:alert(1)"),
        *(
            "java\x00script:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "mailto:a@b.c",
            "blob:https://a/b",
        ),
        *("https://user:pw@example.org/", "https://good.org\\@evil.org", "\\\\evil.org", "https://", "http:///x"),
        *("https://[::1", 'https://exa"mple.org/', "https://" + "a" * 2100, "feed:https://example.org/", "tel:1", "x:"),
    ],
)
def test_a_link_that_is_not_safe_is_none(value):
    assert safe_url(value, "https://news.example/") == ""


def test_without_a_base_a_relative_link_is_none():
    assert safe_url("/story/1") == ""


@settings(max_examples=50)
@given(st.text(), st.text())
def test_a_link_is_http_or_nothing_whatever_comes_in(value, base):
    link = safe_url(value, base)
    assert link == "" or (urlsplit(link).scheme in ("http", "https") and urlsplit(link).hostname)
    assert safe_url(link) == link


@settings(max_examples=50)
@given(st.one_of(st.text(), st.text().map("http://{}".format), st.text().map("https://example.org/{}".format)))
def test_an_address_is_good_or_refused_whatever_comes_in(url):
    with contextlib.suppress(AddressRefused):
        wire = check_url(url)
        assert wire.isascii()
        assert check_url(wire) == wire
        assert host_of(wire) == host_of(url)
