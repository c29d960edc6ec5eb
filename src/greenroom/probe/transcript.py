"""Transcripts: what was asked and what must be answered, as text that people read and a machine replays.

    ### A title
    METHOD /path
    Header: value

    the request's body

    HTTP/1.1 200
    Header: value

    the answer's body

A `{{name}}` in a request is replaced by what is known under that name. In an answer it stands for whatever is there,
which is known from then on; once known, it must be there again. `{{name:kind}}` says what it must look like, and
`{{:kind}}` remembers nothing. A placeholder that is a whole string may also stand for a number, and JSON is compared as
values, not as text. Headers that the transcript does not name are not looked at, and neither is a body it leaves out.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from itertools import groupby
from typing import Any, NamedTuple

KINDS = {
    "": r".+",
    "uuid": r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "time": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z",
    "number": r"-?\d+(?:\.\d+)?",
    "word": r"[A-Za-z0-9_-]+",
}
PLACEHOLDER = re.compile(r"\{\{(\w*)(?::(\w+))?\}\}")
_REQUEST = re.compile(r"[A-Z]+ /\S*")
_STATUS = re.compile(r"HTTP/1\.1 (\d{3})\b.*")


class Message(NamedTuple):
    """A request or an answer: its first line, its headers as they stand there, and its body."""

    first: str
    headers: list[tuple[str, str]]
    body: str


class Exchange(NamedTuple):
    """A request and the answer that must come."""

    title: str
    request: Message
    answer: Message


class Answer(NamedTuple):
    """What did come; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


Send = Callable[[str, str, list[tuple[str, str]], bytes], Answer]
"""Method, path, headers, body → answer."""


class Mismatch(AssertionError):
    """The answer is not the one of the transcript."""


def parse(text: str) -> Iterator[Exchange]:
    """The exchanges of a transcript; ValueError where it is none."""
    for part in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        title, _, rest = part.partition("\n")
        lines = rest.splitlines()
        turn = next((at for at, line in enumerate(lines) if _STATUS.fullmatch(line)), None)
        if turn is None or not _REQUEST.fullmatch(lines[0]):
            raise ValueError(f"no request or no answer in: {title}")
        yield Exchange(title, _message(lines[:turn]), _message(lines[turn:]))


def replay(exchange: Exchange, known: MutableMapping[str, str], send: Send) -> None:
    """Ask again, and raise Mismatch if the answer is another; adds to what is known."""
    __tracebackhide__ = True
    first, headers, body = exchange.request
    method, _, path = fill(first, known).partition(" ")
    filled = [(name, fill(value, known)) for name, value in headers]
    answer = send(method, path, filled, fill(body, known).encode())
    where = f"{exchange.title}: {method} {path}"
    try:
        _compare(exchange.answer, answer, known)
    except Mismatch as difference:
        text = answer.body[:2000].decode(errors="replace")
        raise Mismatch(f"{where}\n  {difference}\n  in {answer.status} {text}") from None


def fill(text: str, known: Mapping[str, str]) -> str:
    """The text with what is known in place of its placeholders; KeyError for what is not."""
    return PLACEHOLDER.sub(lambda found: known[found[1]], text)


def _message(lines: list[str]) -> Message:
    blocks = [list(block) for blank, block in groupby(lines[1:], lambda line: not line.strip()) if not blank]
    headed = bool(lines[1:] and lines[1].strip())
    pairs = (line.partition(":") for line in (blocks[0] if headed else []))
    headers = [(name.strip(), value.strip()) for name, _, value in pairs]
    return Message(lines[0], headers, "\n".join("\n".join(block) for block in blocks[headed:]))


def _compare(expected: Message, answer: Answer, known: MutableMapping[str, str]) -> None:
    status = _STATUS.fullmatch(expected.first)
    assert status
    _match("status", status[1], answer.status, known)
    for name, value in expected.headers:
        _match(name, value, answer.headers.get(name.lower(), ""), known)
    if expected.body:
        try:
            _match("$", json.loads(expected.body), json.loads(answer.body), known)
        except json.JSONDecodeError:
            _match("body", expected.body, answer.body.decode(), known)


def _match(path: str, expected: Any, found: Any, known: MutableMapping[str, str]) -> None:
    if isinstance(expected, dict) and isinstance(found, dict):
        if expected.keys() != found.keys():
            raise Mismatch(f"{path} differs in {sorted(expected.keys() ^ found.keys())}")
        for name, value in expected.items():
            _match(f"{path}.{name}", value, found[name], known)
    elif isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            raise Mismatch(f"{path} has {len(found)} items, not {len(expected)}")
        for at, value in enumerate(expected):
            _match(f"{path}[{at}]", value, found[at], known)
    elif not _same(expected, found, known):
        raise Mismatch(f"{path} is {found!r}, not {expected!r}")


def _same(expected: Any, found: Any, known: MutableMapping[str, str]) -> bool:
    if not isinstance(expected, str) or not isinstance(found, str | int | float) or isinstance(found, bool):
        return type(expected) is type(found) and bool(expected == found)
    whole = PLACEHOLDER.fullmatch(expected) or expected.isdecimal()
    if not isinstance(found, str) and not whole:
        return False
    matched = re.fullmatch(_pattern(expected, known), str(found), re.DOTALL)
    if matched:
        known.update(matched.groupdict())
    return matched is not None


def _pattern(expected: str, known: Mapping[str, str]) -> str:
    """The text as a regular expression, with a group for each name that is not known yet."""
    pattern, at = "", 0
    for found in PLACEHOLDER.finditer(expected):
        name, kind = found[1], found[2] or ""
        pattern += re.escape(expected[at : found.start()])
        if name in known:
            pattern += re.escape(known[name])
        elif f"(?P<{name}>" in pattern:
            pattern += f"(?P={name})"
        else:
            pattern += f"(?P<{name}>{KINDS[kind]})" if name else f"(?:{KINDS[kind]})"
        at = found.end()
    return pattern + re.escape(expected[at:])
