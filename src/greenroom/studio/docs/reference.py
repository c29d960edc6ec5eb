"""A dialect's OpenAPI document as its page shows it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from greenroom.dialects.kit.openapi import openapi
from greenroom.dialects.kit.passport import Dialect
from greenroom.studio.docs.schema import Field, example_of, fields_of

_JSON = "application/json"


class Answer(NamedTuple):
    """What may be answered: a status, what it means, and the fields of the body."""

    status: str
    help: str
    fields: tuple[Field, ...]


class Operation(NamedTuple):
    """One call. `body` and `answers` are collapsed on the page; `example` is a body as text, or nothing."""

    id: str
    method: str
    path: str
    summary: str
    tag: str
    open: bool
    parameters: tuple[Field, ...]
    body: tuple[Field, ...]
    required: tuple[str, ...]
    example: str
    answers: tuple[Answer, ...]


class Reference(NamedTuple):
    """All operations by their tags, in the document's order."""

    tags: dict[str, list[Operation]]

    @property
    def size(self) -> int:
        """How many there are."""
        return sum(map(len, self.tags.values()))


def reference(dialect: Dialect, public_url: str) -> Reference:
    """A dialect's; made once."""
    made = _MADE.get((dialect.name, public_url))
    if made is None:
        tags: dict[str, list[Operation]] = {}
        for operation in _operations(openapi(dialect, public_url)):
            tags.setdefault(operation.tag, []).append(operation)
        made = _MADE[dialect.name, public_url] = Reference(tags)
    return made


_MADE: dict[tuple[str, str], Reference] = {}


def _operations(document: Mapping[str, Any]) -> Iterator[Operation]:
    components = document["components"]
    schemas = components["schemas"]
    for path, methods in document["paths"].items():
        for method, said in methods.items():
            body = said.get("requestBody", {}).get("content", {}).get(_JSON, {}).get("schema", {})
            fields = fields_of(body, schemas)
            yield Operation(
                said["operationId"],
                method.upper(),
                path,
                said.get("summary", ""),
                next(iter(said.get("tags", ())), ""),
                said.get("security") == [],
                tuple(_parameter(one, schemas) for one in said.get("parameters", ())),
                fields,
                tuple(field.name for field in fields if field.required),
                json.dumps(example_of(body, schemas), indent=2, ensure_ascii=False) if body else "",
                tuple(_answers(said["responses"], components)),
            )


def _parameter(said: Mapping[str, Any], schemas: Mapping[str, Any]) -> Field:
    (field,) = fields_of({"properties": {said["name"]: said.get("schema", {})}}, schemas)
    return field._replace(
        kind=f"{said['in']}, {field.kind}",
        required=said.get("required", False),
        help=said.get("description", ""),
    )


def _answers(responses: Mapping[str, Any], components: Mapping[str, Any]) -> Iterator[Answer]:
    """What is answered where all is well, with its fields; and what it is refused with."""
    for status, response in responses.items():
        name = str(response.get("$ref", "")).rpartition("/")[2]
        said = components["responses"][name] if name else response
        content: dict[str, dict[str, Any]] = said.get("content", {})
        body = next(iter(content.values()), {}).get("schema", {})
        fields = () if name else fields_of(body, components["schemas"])
        yield Answer(status, said.get("description", ""), fields)
