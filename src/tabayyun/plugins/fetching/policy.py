"""Which addresses may be fetched: public ones, and those that an administrator named.

The ranges are those of the IANA registries of special-purpose addresses (RFC 6890 and its successors),
with the addresses at which clouds hand out their secrets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

CLOSED = tuple(
    ip_network(given)
    for given in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # between a provider and its customers
        "127.0.0.0/8",  # this machine
        "168.63.129.16/32",  # a cloud's own, at a public address
        "169.254.0.0/16",  # link-local, among them the metadata of clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocols
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # black holes
        "192.52.193.0/24",  # multicast relays
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # black holes
        "198.18.0.0/15",  # measurements
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
        "2001::/23",  # protocols, among them Teredo, which wraps an IPv4 address
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which wraps an IPv4 address
        "2620:4f:8000::/48",  # black holes
        "3fff::/20",  # documentation
    )
)
OPEN6 = IPv6Network("2000::/3")
"""All that was ever given out as public. Mapped, translated, local and link-local ones lie outside."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What an administrator decided: private places that may be fetched, and the proxy, if any."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()
    proxy: str = ""

    @classmethod
    def of(cls, places: Iterable[str], proxy: str = "") -> Policy:
        """From host names, addresses and networks. A name is allowed wherever it leads."""
        hosts: set[str] = set()
        networks: list[Network] = []
        for place in places:
            try:
                networks.append(ip_network(place, strict=False))
            except ValueError:
                hosts.add(plain(place))
        return cls(frozenset(hosts), tuple(networks), proxy)

    def allows(self, host: str, address: Address) -> bool:
        """Whether ``address``, to which ``host`` leads, may be connected to."""
        if plain(host) in self.hosts or any(address in network for network in self.networks):
            return True
        if isinstance(address, IPv6Address) and address not in OPEN6:
            return False
        return not any(address in network for network in CLOSED)


def plain(host: str) -> str:
    """A host name as it is compared."""
    return host.strip().strip("[]").rstrip(".").lower()


def read(address: str) -> Address:
    """An address as the resolver writes it, with a zone or without. Raises ValueError."""
    return ip_address(address.partition("%")[0])


_current = [Policy()]


def use(policy: Policy) -> None:
    """What holds in this process from now on."""
    _current[0] = policy


def current() -> Policy:
    """What holds in this process; public addresses only, where nobody said otherwise."""
    return _current[0]
