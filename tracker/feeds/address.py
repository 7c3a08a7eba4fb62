"""Which addresses may be polled, and which links may be shown: rules over strings, no network."""

import re
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from indicators.refusal import Refusal
from indicators.refusal import announced as _

MAX_CHARACTERS: Final = 2000
DEFAULT_PORTS: Final = {"http": 80, "https": 443}

# What a site may exempt from the private-address refusal: a host by its name, or a network.
Exemption = str | IPv4Network | IPv6Network

# IPv6 has given out nothing else. Outside lie the roads into IPv4 (NAT64, IPv4-compatible), whose target is unseen.
_GLOBAL_UNICAST: Final = ip_network("2000::/3")
# Python calls these global, or did in some release of 3.11. Teredo (in 2001::/23) and 6to4 (2002::) lead into IPv4.
_REFUSED_NETWORKS: Final = tuple(
    ip_network(network)
    for network in (
        *("100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        *("2001::/23", "2002::/16", "3fff::/20"),
    )
)

# Controls, white space, surrogates, and the invisible marks that make an address look like another one.
_UNSEEN: Final = (
    r"\s\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
)
_UNSEEN_ANYWHERE: Final = re.compile(f"[{_UNSEEN}]")
_UNSEEN_BUT_SPACE: Final = re.compile(f"(?! )[{_UNSEEN}]")
_HOST_NAME: Final = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*")
# "2130706433", "0x7f.1" and "127.1" are loopback to a resolver: a host that ends in a number is an IP address.
_ENDS_IN_NUMBER: Final = re.compile(r"(.*\.)?(\d+|0x[0-9a-f]*)")
_QUOTED_IN_LINKS: Final = str.maketrans({" ": "%20", '"': "%22", "<": "%3C", ">": "%3E", "`": "%60"})


class AddressRefused(Refusal, ValueError):
    """An address that cannot be polled; the message says why, for the person who typed it."""


class ForbiddenAddress(AddressRefused):
    """A well-formed address that the rules of this site forbid."""


class RedirectRefused(AddressRefused):
    """A redirect that leads nowhere, or to a worse place."""


PRIVATE: Final = _("this address points into a private network, which is refused")


def check_url(
    url: str, *, allowed_private: Sequence[Exemption] = (), allowed_ports: frozenset[int] | None = frozenset({80, 443})
) -> str:
    """The address as it goes over the wire: ASCII, without fragment. Raises AddressRefused.

    A name passes here wherever it leads; what it resolves to is seen, and judged, when a connection is made.
    """
    parts = _split(url)
    host = _host(parts)
    _check_port(parts, allowed_ports)
    if not is_exempt(host, allowed_private) and _is_literal(host) and not may_connect(host, allowed_private):
        raise ForbiddenAddress(PRIVATE)
    return _rebuild(parts, host)


def may_connect(address: str, allowed_private: Sequence[Exemption] = ()) -> bool:
    """Whether a socket may be opened to this IP address."""
    if is_public(address):
        return True
    networks = [exempt for exempt in allowed_private if not isinstance(exempt, str)]
    ip = _parse_ip(address)
    return ip is not None and any(_unmapped(ip) in network or ip in network for network in networks)


def is_public(address: str) -> bool:
    """Whether this is an IP address on the public internet, whichever way it is written."""
    ip = _parse_ip(address)
    if ip is None:
        return False
    ip = _unmapped(ip)
    if isinstance(ip, IPv6Address) and ip not in _GLOBAL_UNICAST:
        return False
    return ip.is_global and not any(ip in network for network in _REFUSED_NETWORKS)


def is_exempt(host: str, allowed_private: Sequence[Exemption]) -> bool:
    """Whether this host is allowed by its name, so that it may resolve to private addresses."""
    return host in allowed_private


def exemption(text: str) -> Exemption:
    """Reads one entry of the allow-list: "10.1.0.0/16", "192.168.1.7" or "feeds.intranet.example"."""
    text = text.strip()
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return text.lower().rstrip(".")


def host_of(url: str) -> str:
    """The host in lower case, punycode, without port, brackets or final dot; "" where there is none."""
    try:
        return _host(urlsplit(url))
    except ValueError:
        return ""


def next_hop(url: str, location: str) -> str:
    """Where a redirect from `url` leads to, still unchecked. Raises RedirectRefused."""
    if not location.strip():
        raise RedirectRefused(_("the server redirects without saying where to"))
    try:
        target = urljoin(url, location.strip().replace(" ", "%20"))
    except ValueError:
        raise RedirectRefused(_("the server redirects to something that is no address")) from None
    if url.startswith("https:") and target.lower().startswith("http:"):
        raise RedirectRefused(_("the server redirects from https to http, which is refused"))
    return target


def safe_url(value: str, base: str = "") -> str:
    """An absolute http(s) link that is safe to show, or "". Relative links are resolved against `base`.

    Where it leads is the reader's affair, so that links into private networks pass.
    """
    link = _UNSEEN_BUT_SPACE.sub("", value).strip().translate(_QUOTED_IN_LINKS)
    if not link:
        return ""
    try:
        link = link if urlsplit(link).scheme else urljoin(base, link)
        _host(_split(link))
    except ValueError:
        return ""
    return link


def _split(url: str) -> SplitResult:
    if not url:
        raise AddressRefused(_("an address is needed"))
    if len(url) > MAX_CHARACTERS:
        raise AddressRefused(_("this address is longer than %(most)s characters"), most=f"{MAX_CHARACTERS:,}")
    if "\\" in url or _UNSEEN_ANYWHERE.search(url):
        raise AddressRefused(_("this address contains a space, a backslash or an invisible character"))
    try:
        parts = urlsplit(url)
    except ValueError:
        raise AddressRefused(_("this is not a valid address")) from None
    if parts.scheme not in DEFAULT_PORTS:
        raise _about_scheme(parts)
    if "@" in parts.netloc:
        raise AddressRefused(_("this address carries a user name or password, which is not allowed"))
    return parts


def _about_scheme(parts: SplitResult) -> AddressRefused:
    # "localhost:8000/feed" has a scheme by the letter of the law, but nobody who writes it means one.
    if not parts.scheme or parts.path[:1].isdigit():
        return AddressRefused(_("the address must begin with http:// or https://"))
    return AddressRefused(_("only http and https addresses can be polled, not %(scheme)s:"), scheme=parts.scheme[:20])


def _host(parts: SplitResult) -> str:
    """The host as the network sees it. Raises AddressRefused."""
    written = parts.hostname or ""
    if not written:
        raise AddressRefused(_("this address names no host"))
    if "[" in parts.netloc:
        return _literal(written)
    try:
        host = written.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        host = ""
    if len(host) > 253 or not _HOST_NAME.fullmatch(host):
        raise AddressRefused(_("this address has no valid host name"))
    return _literal(host) if _ENDS_IN_NUMBER.fullmatch(host) else host


def _literal(host: str) -> str:
    ip = _parse_ip(host)
    if ip is None:
        raise AddressRefused(_("the host of this address is neither a name nor a plain IP address"))
    return str(ip)


def _check_port(parts: SplitResult, allowed: frozenset[int] | None) -> None:
    try:
        port = DEFAULT_PORTS[parts.scheme] if parts.port is None else parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise AddressRefused(_("the port of this address is not a number from 1 to 65535"))
    if allowed is not None and port not in allowed:
        listed = " and ".join(str(each) for each in sorted(allowed))
        raise ForbiddenAddress(_("port %(port)s cannot be polled, only %(allowed)s"), port=port, allowed=listed)


def _rebuild(parts: SplitResult, host: str) -> str:
    """From the parts that were checked, so that no other parser can read another host into the address."""
    authority = f"[{host}]" if ":" in host else host
    if parts.port not in (None, DEFAULT_PORTS[parts.scheme]):
        authority = f"{authority}:{parts.port}"
    # "%" is safe because what is encoded already must stay as it is; the rest is all that may stand in a URL.
    path = quote(parts.path or "/", safe="%/:;@!$&'()*+,=~")
    query = quote(parts.query, safe="%/:;@!$&'()*+,=~?[]")
    return f"{parts.scheme}://{authority}{path}" + (f"?{query}" if query else "")


def _parse_ip(address: str) -> IPv4Address | IPv6Address | None:
    """None where it is no IP address, or names a network interface ("fe80::1%eth0")."""
    if "%" in address:
        return None
    try:
        return ip_address(address)
    except ValueError:
        return None


def _unmapped(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """::ffff:10.0.0.1 is 10.0.0.1."""
    return ip if isinstance(ip, IPv4Address) else ip.ipv4_mapped or ip


def _is_literal(host: str) -> bool:
    return _parse_ip(host) is not None
