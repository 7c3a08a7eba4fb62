"""From which address a request comes, as far as that can be known."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

HOUSE = 64  # bits: one customer's part of IPv6, who has more addresses in it than could ever be counted


def address_of(request: HttpRequest) -> str | None:
    """What the outermost of our own proxies saw; without any, who is connected. None for a local socket.

    What stands before that in X-Forwarded-For is what the caller says of itself, and believed by nobody.
    """
    told = request.headers.get("X-Forwarded-For", "").split(",")
    connected = request.META.get("REMOTE_ADDR", "")
    count = settings.TRUSTED_PROXY_COUNT
    return _counted(told[-min(count, len(told))]) or _counted(connected) if count else _counted(connected)


def _counted(written: str) -> str | None:
    """An IPv6 address stands for its whole house; None for what is no address."""
    try:
        ip = ip_address(written.strip())
    except ValueError:
        return None
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped or ip_network((ip.packed, HOUSE), strict=False).network_address)
    return str(ip)
