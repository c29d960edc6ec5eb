"""The addresses of one database on several machines, of which one takes writes."""

from collections.abc import Mapping, Sequence

Parameters = Mapping[str, str | int | None]
"""Of a connection, by libpq's names (PostgreSQL's documentation, 34.1.2)."""

_OF_EACH = ("host", "hostaddr", "port")
"""What may be a list, with a value for each host."""


def wants_primary(parameters: Parameters) -> bool:
    """Whether only a server that takes writes will do: where there are several, unless the URL says otherwise.

    `read-write` is taken as that. It would turn away our own readers, whose sessions are read-only on whichever server.
    """
    wanted = parameters.get("target_session_attrs")
    return wanted in {"primary", "read-write"} or (wanted is None and _count(parameters) > 1)


def each(parameters: Parameters) -> Sequence[Parameters]:
    """The parameters of each host alone; as they are, where it is libpq that chooses, or where they don't match.

    Without `target_session_attrs`: libpq believes what a pooler says of its server, and a pooler goes on saying what its
    server was when it first connected, for as long as any connection lives.
    """
    count = _count(parameters)
    lists = {name: _split(parameters.get(name)) for name in _OF_EACH}
    lists = {name: said * count if len(said) == 1 else said for name, said in lists.items() if said}
    if not wants_primary(parameters) or any(len(said) != count for said in lists.values()):
        return [parameters]
    alike = {name: value for name, value in parameters.items() if name != "target_session_attrs"}
    return [{**alike, **{name: said[at] for name, said in lists.items()}} for at in range(count)]


def _count(parameters: Parameters) -> int:
    return max(1, *(len(_split(parameters.get(name))) for name in ("host", "hostaddr")))


def _split(said: str | int | None) -> list[str]:
    return [] if said is None or said == "" else str(said).split(",")
