"""The addresses of one database on several machines, of which one takes writes."""

from collections.abc import Mapping

Parameters = Mapping[str, str | int | None]
"""Of a connection, by libpq's names (PostgreSQL's documentation, 34.1.2)."""


def for_writing(parameters: Parameters) -> Parameters:
    """Those that lead to the primary, where there are several or somebody wants one that takes writes.

    `read-write` would turn away our own readers, whose sessions are read-only on whichever server.
    """
    wanted = parameters.get("target_session_attrs")
    if wanted == "read-write" or (wanted is None and len(_split(parameters, "host", "hostaddr")) > 1):
        return {**parameters, "target_session_attrs": "primary"}
    return parameters


def beginning_with(parameters: Parameters, host: str, port: int) -> Parameters:
    """The same with this host first, so that it costs nobody a wait for those that are away."""
    hosts, ports = _split(parameters, "host"), _split(parameters, "port")
    if len(hosts) < 2 or parameters.get("hostaddr") or len(ports) not in {0, 1, len(hosts)}:
        return parameters
    ports = ports * len(hosts) if len(ports) == 1 else ports or ["5432"] * len(hosts)
    pairs = [*zip(hosts, ports, strict=True)]
    first = (host, str(port))
    if first not in pairs:
        return parameters
    pairs = [first, *(pair for pair in pairs if pair != first)]
    return {
        **parameters,
        "host": ",".join(host for host, _ in pairs),
        "port": ",".join(port for _, port in pairs),
    }


def _split(parameters: Parameters, *names: str) -> list[str]:
    """The list under the first of these names that there is."""
    said = next((str(parameters[name]) for name in names if parameters.get(name)), "")
    return said.split(",") if said else []
