"""OpenAPI 3.1 documents, written from a dialect's route records and wire structs."""

import re
from collections.abc import Iterable, Mapping
from inspect import getdoc
from typing import Any, get_origin

import msgspec

from greenroom import __version__
from greenroom.accounts.idempotency import LONGEST_KEY
from greenroom.dialects.kit.passport import Dialect
from greenroom.dialects.kit.routes import Route
from greenroom.problems import DailyLimit, MissingScope, NoReply, RateLimited, Suspended, Unauthenticated

_PLACEHOLDER = re.compile(r"{(\w+)\+?}")
_SCHEMA = "#/components/schemas/{name}"
_KEYED = (Unauthenticated, MissingScope, Suspended, RateLimited, DailyLimit, NoReply)
_IDEMPOTENCY = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": "^[!-~]+$"},
    "description": "Makes repeating safe: for a day, the same key, query and body have one effect and get one answer.",
}

VISIBLE = r"(?:[^\s\u001c-\u001f\u0085]|\ufeff)"
"""What Python's `\\S` matches, as ECMA 262 writes it, whose regular expressions a schema's patterns are."""

Schemas = Mapping[str, Any]
"""By the repr of a wire type, its schema, or the reference to it."""


def openapi(dialect: Dialect, public_url: str) -> dict[str, Any]:
    """The document of one dialect: its operations, their bodies and answers, and how they refuse."""
    routes = [route for route in dialect.routes if not route.alias]
    types = [wire for route in routes for wire in (route.body, route.answer) if wire is not None]
    types += [data for route in routes for _, data in route.events]
    types.append(dialect.errors.shape)
    schemas, components = msgspec.json.schema_components(types, ref_template=_SCHEMA)
    schema_of = dict(zip(map(repr, types), schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        path = route.path.replace("+}", "}")
        paths.setdefault(path, {})[route.method.lower()] = _operation(dialect, route, schema_of)
    document = {
        "openapi": "3.1.0",
        "info": {"title": dialect.title, "version": __version__, "description": f"Source: {dialect.source}."},
        "servers": [{"url": public_url}],
        "security": [{carrier.name: []} for carrier in dialect.carriers],
        "paths": paths,
        "components": {
            "schemas": components,
            "responses": _refusals(dialect, schema_of[repr(dialect.errors.shape)]),
            "securitySchemes": {carrier.name: carrier.scheme for carrier in dialect.carriers},
        },
    }
    return {name: _as_schemas_have_it(part) for name, part in document.items()}


def _as_schemas_have_it(part: Any) -> Any:
    """A part of a document with what msgspec can't say: patterns in the words of ECMA 262, numbers that may be a word."""
    if isinstance(part, list):
        return [_as_schemas_have_it(one) for one in part]
    if not isinstance(part, dict):
        return part
    said = {name: _as_schemas_have_it(one) for name, one in part.items()}
    if isinstance(said.get("pattern"), str):
        said["pattern"] = said["pattern"].replace(r"\S", VISIBLE)
        if said.get("type") == "number":
            said["type"] = ["number", "string"]
    return said


def operation_id(route: Route) -> str:
    """A name for an operation that is unique in its dialect: the method and the path's words."""
    return "_".join([route.method.lower(), *re.findall(r"\w+", route.path)])


def _operation(dialect: Dialect, route: Route, schema_of: Schemas) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": operation_id(route),
        "summary": (getdoc(route.handler) or "").partition("\n")[0],
        "parameters": list(_parameters(dialect, route)),
        "responses": _responses(dialect, route, schema_of),
    }
    if route.tag:
        operation["tags"] = [route.tag]
    if route.scope is None:
        operation["security"] = []
    if route.body is not None:
        content = {"application/json": {"schema": schema_of[repr(route.body)]}}
        content |= {kind: {} for kind in route.raw}
        operation["requestBody"] = {"required": get_origin(route.body) is None, "content": content}
    return operation


def _parameters(dialect: Dialect, route: Route) -> Iterable[dict[str, Any]]:
    for name in _PLACEHOLDER.findall(route.path):
        schema = dialect.placeholders.get(name, {"type": "string", "minLength": 1})
        yield {"name": name, "in": "path", "required": True, "schema": schema}
    for place, query in (
        *(("query", one) for one in route.query),
        *(("header", one) for one in route.headers),
    ):
        described = {"name": query.name, "in": place, "schema": query.schema, "description": query.help}
        yield described | ({"required": True} if query.required else {})
    if route.creates:
        yield _IDEMPOTENCY


def _responses(dialect: Dialect, route: Route, schema_of: Schemas) -> dict[str, Any]:
    answer = {} if route.answer is None else schema_of[repr(route.answer)]
    said: dict[str, Any] = {"description": "Done.", "content": {"application/json": {"schema": answer}}}
    if route.streams and route.answer is None:
        said["content"] = {}
    done = {str(route.status): said}
    if route.streams:  # a stream has begun before anything can be said to be made
        streamed = done.setdefault("200", {"description": "As it comes.", "content": {}})
        streamed["content"] |= {kind: _stream(route, schema_of) for kind in route.streams}
    refusals = {
        str(words.status): {"$ref": f"#/components/responses/{words.status}"}
        for problem, words in (route.errors or dialect.errors).table.items()
        if route.scope is not None or not issubclass(problem, _KEYED)
    }
    return done | dict(sorted(refusals.items()))


def _stream(route: Route, schema_of: Schemas) -> dict[str, Any]:
    """What a stream is: OpenAPI 3.1 has no words for its events, so that they stand in a field of our own."""
    if not route.events:
        return {}
    events = {name: schema_of[repr(data)] for name, data in route.events}
    told = "A server-sent event; x-events has, by their names, the schemas of the JSON that is their data."
    fields = {name: {"type": "string"} for name in ("id", "event", "data")}
    return {"schema": {"type": "object", "description": told, "properties": fields}, "x-events": events}


def _refusals(dialect: Dialect, shape: Any) -> dict[str, Any]:
    """A response for each status that the dialect refuses with, described by the codes that come with it."""
    codes: dict[int, dict[str, None]] = {}
    spoken = [dialect.errors, *(route.errors for route in dialect.routes if route.errors)]
    for words in (words for errors in spoken for words in errors.table.values()):
        codes.setdefault(words.status, {})[str(words.code)] = None
    content = {dialect.errors.media_type.decode(): {"schema": shape}}
    return {
        str(status): {"description": f"Refused: {', '.join(said)}.", "content": content}
        for status, said in sorted(codes.items())
    }
