"""Where a server listens, and whom it believes."""

from ipaddress import ip_network

from greenroom.settings.setting import Must, Setting, are_hosts, are_origins, is_address

NETWORK: tuple[Setting, ...] = (
    Setting(
        "host",
        "127.0.0.1",
        "Address to listen on; 0.0.0.0 for every network of this machine.",
        Must("an address or a name of this machine", str.strip),
    ),
    Setting(
        "port",
        8700,
        "Port to listen on; 0 takes a free one.",
        Must("at most 65535", lambda port: port <= 65535),
    ),
    Setting(
        "public_url",
        "",
        "The server's address as clients write it, for links in answers; default: host and port.",
        Must("an address such as https://characters.example", is_address),
    ),
    Setting(
        "allowed_hosts",
        (),
        "Host names that requests may be addressed to; default: this machine and public_url's.",
        Must("host names such as characters.example, without a scheme, a path or a blank, or *", are_hosts),
    ),
    Setting(
        "trusted_proxies",
        (),
        "Addresses of proxies whose X-Forwarded-For is believed.",
        Must(
            "IP addresses or networks", lambda proxies: [ip_network(proxy, strict=False) for proxy in proxies]
        ),
    ),
    Setting(
        "cors_origins",
        (),
        "Origins whose pages may call the APIs from a browser; none by default: keys are secrets.",
        Must("origins such as https://game.example, without a path, or *", are_origins),
    ),
)
