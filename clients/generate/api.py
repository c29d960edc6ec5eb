"""The API as the clients have it: operations under their names, and the types that they take and give."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from clients.generate.names import NAMES, misnamed
from clients.generate.shapes import ANY, Field, Listed, Named, Ref, Shape, read_named, read_shape, refs

JSON, EVENTS = "application/json", "text/event-stream"
_METHODS = ("get", "put", "post", "delete", "patch")
_PLACEHOLDER = re.compile(r"{(\w+)}")


class Operation(NamedTuple):
    """One operation. Of its `body`, where that has a name, the `fields` are asked for, else the `whole`, if it has one.

    `paged` is what a page's items are; one that `creates` takes an Idempotency-Key; `events` says whether its answer is
    a stream: "never", "asked" or "always". `raw` ones take bytes in place of JSON. `kept` ones change what has a revision.
    """

    row: str
    name: str
    method: str
    path: str
    about: str
    places: tuple[str, ...]
    query: tuple[Field, ...]
    body: str
    fields: tuple[Field, ...]
    whole: Shape | None
    raw: bool
    answer: Shape
    paged: Shape | None
    creates: bool
    events: str
    kept: bool

    @property
    def file(self) -> bool:
        """Whether its answer is a file: of what kind, the document does not say beforehand."""
        return self.answer == ANY and self.events == "never"

    @property
    def resource(self) -> str:
        """Where it stands: `characters.revisions`."""
        return self.name.rpartition(".")[0]

    @property
    def verb(self) -> str:
        """What it is called there."""
        return self.name.rpartition(".")[2]


class Api(NamedTuple):
    """All of it.

    `answers` and `asked` tell of which types the server's answers and the user's requests speak, and by which resource each
    is met first.
    """

    operations: tuple[Operation, ...]
    types: Mapping[str, Named]
    answers: Mapping[str, str]
    asked: Mapping[str, str]

    @property
    def resources(self) -> dict[str, list[Operation]]:
        """Operations by where they stand, the outer before the inner."""
        found: dict[str, list[Operation]] = {}
        for one in sorted(self.operations, key=lambda one: one.resource):
            found.setdefault(one.resource, []).append(one)
        return found


class Nameless(Exception):
    """The document and the table of names differ."""


def rows_of(document: Mapping[str, Any]) -> set[str]:
    """METHOD PATH of every operation."""
    return {
        f"{method.upper()} {path}"
        for path, item in document["paths"].items()
        for method in item
        if method in _METHODS
    }


def read_api(document: Mapping[str, Any]) -> Api:
    """The API of an OpenAPI document; raises Nameless."""
    wrong = misnamed(rows_of(document))
    if any(wrong.values()):
        raise Nameless(f"clients/generate/names.py: {wrong}")
    schemas = document["components"]["schemas"]
    dotted = [name for name in schemas if "." in name]
    if dotted:
        raise Nameless(f"two types have one name, give one of them another: {dotted}")
    types = {name: read_named(name, schema) for name, schema in schemas.items()}
    operations = tuple(_operation(row, document, types) for row in NAMES)
    answers = _homes(operations, types, lambda one: (one.paged or one.answer,))
    asked = _homes(operations, types, lambda one: (field.shape for field in one.fields))
    return Api(operations, types, answers, asked)


def _operation(row: str, document: Mapping[str, Any], types: Mapping[str, Named]) -> Operation:
    method, _, path = row.partition(" ")
    said = document["paths"][path][method.lower()]
    content = [*_contents(said)]
    parameters = said.get("parameters", ())
    body = said.get("requestBody", {}).get("content", {})
    sent = read_shape(body[JSON]["schema"]) if JSON in body else None
    fields = types[sent.name].fields if isinstance(sent, Ref) else ()
    streamed = "asked" if any(field.name == "stream" for field in fields) else "always"
    answer = _answer(said)
    return Operation(
        row,
        NAMES[row],
        method,
        path,
        said["summary"],
        tuple(_PLACEHOLDER.findall(path)),
        tuple(_parameter(one) for one in parameters if one["in"] == "query"),
        sent.name if isinstance(sent, Ref) else "",
        tuple(field for field in fields if field.name != "stream"),
        None if isinstance(sent, Ref) else sent,
        len(body) > 1,
        answer,
        _items(answer, types),
        any(one["name"] == "Idempotency-Key" for one in parameters),
        streamed if EVENTS in content else "never",
        method in {"PUT", "PATCH"} and isinstance(answer, Ref) and _has(types[answer.name], "revision"),
    )


def _contents(said: Mapping[str, Any]) -> Iterator[str]:
    for status, answer in said["responses"].items():
        if status.startswith("2"):
            yield from answer["content"]


def _answer(said: Mapping[str, Any]) -> Shape:
    for status, answer in sorted(said["responses"].items(), reverse=True):
        if status.startswith("2") and JSON in answer["content"]:
            return read_shape(answer["content"][JSON].get("schema", {}))
    return ANY


def _parameter(said: Mapping[str, Any]) -> Field:
    schema = said["schema"]
    return Field(
        said["name"],
        read_shape(schema),
        required=said.get("required", False),
        default=None,
        has_default=False,
        about=said.get("description", ""),
    )


def _items(answer: Shape, types: Mapping[str, Named]) -> Shape | None:
    """What a page holds; None for what is no page."""
    if not isinstance(answer, Ref) or not _has(types[answer.name], "next_cursor"):
        return None
    items = next(one.shape for one in types[answer.name].fields if one.name == "items")
    return items.item if isinstance(items, Listed) else None


def _has(named: Named, field: str) -> bool:
    return any(one.name == field for one in named.fields)


def _homes(
    operations: Iterable[Operation],
    types: Mapping[str, Named],
    shapes: Callable[[Operation], Iterable[Shape]],
) -> dict[str, str]:
    """By each type that is met, the outermost resource that meets it first; what a type speaks of stands before it.

    So a file speaks of its own types and of those in files before it, and never the other way round.
    """
    homes: dict[str, str] = {}

    def visit(name: str, home: str) -> None:
        if name not in homes:
            for below in types[name].fields:
                for inner in sorted(refs(below.shape)):
                    visit(inner, home)
            homes[name] = home

    for one in operations:
        for shape in shapes(one):
            for name in sorted(refs(shape)):
                visit(name, one.resource.partition(".")[0])
    return homes
