"""Replays: requests byte for byte as some program sends them, and what it reads from each answer.

    ### Who is there
    POST /character/list
    CONVAI-API-KEY: {key}

    200
    characters[].character_name: string
    characters[].character_id: string as id

A request's lines go out as they stand, with `Host` and, where there is a body or the method is one that has one, `Content-Length`
added; under `Transfer-Encoding: chunked` the body goes in chunks, and a multipart one has CRLF at its line ends. `{name}` stands for what is known, the key from the beginning and
others since an `as`. Below the status is what the program reads: a path, `[]` being each item of a list that has some, `*` each
value of an object, and the whole answer `$`; and a type, or types, or a JSON value. What it does not read may be anything.
"""

import json
import re
from collections.abc import Iterator, MutableMapping
from typing import Any, NamedTuple

from tests.served import Raw, Served

TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "list": list,
    "object": dict,
    "null": type(None),
}
READ = re.compile(r"(?P<path>\S+): (?P<kind>.+?)(?: as (?P<name>\w+))?")
STEP = re.compile(r"\[\]|\*|[^.\[\]*]+")


class Exchange(NamedTuple):
    """What is sent, and what of the answer is read."""

    title: str
    head: list[str]
    body: str
    status: int
    reads: list[str]


def exchanges(text: str) -> Iterator[Exchange]:
    """The exchanges of a file, in order."""
    for part in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        title, _, rest = part.partition("\n")
        request, status, answer = re.split(r"^(\d{3})$", rest, maxsplit=1, flags=re.MULTILINE)
        head, _, body = request.partition("\n\n")
        reads = [line for line in answer.splitlines() if line]
        yield Exchange(title, head.splitlines(), body.strip("\n"), int(status), reads)


def replay(exchange: Exchange, known: MutableMapping[str, str], served: Served) -> Raw:
    """The answer, once everything that is read was there in its type; what has a name is known from then on."""
    answer = served.exchange(_bytes(exchange, known, served))
    assert answer.status == exchange.status, (exchange.title, answer)
    body = json.loads(answer.body)
    for line in exchange.reads:
        read = READ.fullmatch(_filled(line, known))
        assert read, line
        found = list(values(body, STEP.findall(read["path"].removeprefix("$"))))
        assert found, (exchange.title, line, body)
        assert all(is_a(value, read["kind"]) for value in found), (exchange.title, line, found)
        if read["name"]:
            known[read["name"]] = str(found[-1])
    return answer


def values(tree: Any, steps: list[str]) -> Iterator[Any]:
    """What a tree has at a path; nothing is an empty list's, and KeyError is what is missing."""
    if not steps:
        yield tree
        return
    first, *rest = steps
    for inner in tree if first == "[]" else tree.values() if first == "*" else (tree[first],):
        yield from values(inner, rest)


def is_a(value: Any, kind: str) -> bool:
    """Whether a value is of one of these types, or this value. No boolean is a number."""
    for word in kind.split(" or "):
        if word not in TYPES:
            return bool(value == json.loads(kind))
        if isinstance(value, TYPES[word]) and (isinstance(value, bool) is (word == "boolean")):
            return True
    return False


def _filled(text: str, known: MutableMapping[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: known[found[1]], text)


def _bytes(exchange: Exchange, known: MutableMapping[str, str], served: Served) -> bytes:
    first, *headers = [_filled(line, known) for line in exchange.head]
    body = _filled(exchange.body, known).encode()
    lines = [f"{first} HTTP/1.1", f"Host: {served.url.removeprefix('http://')}", *headers]
    said = "\n".join(headers).lower()
    if "multipart/" in said:
        body = body.replace(b"\n", b"\r\n")
    if "transfer-encoding: chunked" in said:
        body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    elif body or first.startswith(("POST", "PUT", "PATCH")):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body
