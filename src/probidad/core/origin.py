"""Where a request comes from. A forwarding header is believed only as far as ``PROBIDAD_PROXIES`` says."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"  # noqa: S104 (no address to bind to: what is written when the server tells none)
_HOME = 64  # bits that a provider gives to one household in IPv6


def origin(request: HttpRequest) -> str:
    """Address of who asks: that of the connection, or the one that our outermost proxy saw.

    With ``n`` proxies of ours the n-th address from the right of X-Forwarded-For was written by the outermost of them;
    what stands left of it anybody can have written. When the header is shorter than promised, or what stands there is
    no address, the address of the connection counts. ``0.0.0.0`` when the server tells none.
    """
    seen = _address(request.META.get("REMOTE_ADDR", ""))
    proxies: int = settings.PROXIES
    if proxies > 0:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(forwarded) >= proxies:
            seen = _address(forwarded[-proxies]) or seen
    return seen or UNKNOWN


def neighbourhood(address: str) -> str:
    """What counts as one origin: the address, or in IPv6 its first 64 bits, which one household holds whole."""
    parsed = ip_address(address)
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed, _HOME), strict=False))
    return str(parsed)


def _address(text: str) -> str:
    """The address in its one written form, an IPv4 inside an IPv6 as IPv4; empty when it is none."""
    try:
        parsed = ip_address(text.strip().split("%")[0])
    except ValueError:
        return ""
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return str(mapped or parsed)
