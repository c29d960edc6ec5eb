"""Documents as they are written; test_contract.py holds the served ones against the server."""

import json
import re
from typing import Annotated, Any

import pytest
from msgspec import Meta, Struct
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.responses import Response

from greenroom.cli.dialects import all_dialects
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.openapi import VISIBLE, openapi
from greenroom.dialects.kit.passport import Dialect
from greenroom.dialects.kit.routes import Query, Reader, Route, Writer
from greenroom.http.answers import Answer

DIALECTS = all_dialects()


class Thing(Struct):
    """A thing."""

    name: Annotated[str, Meta(max_length=5, description="What it is called.")]


async def make(_call: Call, who: Writer) -> Response:
    """Make a thing.

    With more to say that is not for the summary.
    """
    return Answer(who.handle.encode())


async def find(_call: Call, who: Reader) -> Response:
    """Find a thing."""
    return Answer(who.handle.encode())


async def public(_call: Call) -> Response:
    """Anybody's."""
    return Answer(b"")


SIZE = Query("size", {"type": "integer"}, "How many.")
COLOUR = Query("colour", {"type": "string"}, "Which.", required=True)
ROUTES = (
    Route("POST", "/things", make, Thing, Thing, status=201, creates=True, tag="things"),
    Route("GET", "/things/{thing_id}", find, None, Thing, (SIZE, COLOUR)),
    Route("GET", "/public", public),
    Route("PUT", "/things", make, alias=True),
    Route("POST", "/public", make, Thing, raw=("image/*",)),
    Route("GET", "/names/{name+}", find, None, Thing, streams=("text/event-stream",)),
)


@pytest.fixture(scope="module")
def document() -> Any:
    dialect: Dialect = DIALECTS["roleplay"]._replace(routes=ROUTES, title="Things")
    return openapi(dialect, "http://things.test")


@pytest.mark.parametrize("name", DIALECTS)
def test_the_document_of_every_dialect_is_valid(name: str) -> None:
    text = json.dumps(openapi(DIALECTS[name], "http://things.test"))
    assert list(OpenAPIV31SpecValidator(json.loads(text)).iter_errors()) == []


def test_it_lists_routes_but_no_aliases(document: Any) -> None:
    assert {path: list(methods) for path, methods in document["paths"].items()} == {
        "/things": ["post"],
        "/things/{thing_id}": ["get"],
        "/public": ["get", "post"],
        "/names/{name}": ["get"],
    }


def test_an_operation_says_what_it_takes_and_answers(document: Any) -> None:
    thing = {"$ref": "#/components/schemas/Thing"}
    operation = document["paths"]["/things"]["post"]
    assert (operation["operationId"], operation["summary"], operation["tags"]) == (
        "post_things",
        "Make a thing.",
        ["things"],
    )
    assert operation["requestBody"] == {"required": True, "content": {"application/json": {"schema": thing}}}
    assert operation["responses"]["201"]["content"]["application/json"]["schema"] == thing
    assert [parameter["name"] for parameter in operation["parameters"]] == ["Idempotency-Key"]


def test_bytes_may_be_taken_in_place_of_json(document: Any) -> None:
    content = document["paths"]["/public"]["post"]["requestBody"]["content"]
    assert [*content] == ["application/json", "image/*"]


def test_events_may_be_answered_in_place_of_json(document: Any) -> None:
    content = document["paths"]["/names/{name}"]["get"]["responses"]["200"]["content"]
    assert [*content] == ["application/json", "text/event-stream"]


def test_what_takes_the_rest_of_a_path_is_a_parameter_as_any_other(document: Any) -> None:
    operation = document["paths"]["/names/{name}"]["get"]
    assert operation["operationId"] == "get_names_name"
    assert [(one["name"], one["in"]) for one in operation["parameters"]] == [("name", "path")]


def test_parameters_come_from_the_path_and_the_query(document: Any) -> None:
    parameters = document["paths"]["/things/{thing_id}"]["get"]["parameters"]
    assert [(one["name"], one["in"], one.get("required")) for one in parameters] == [
        ("thing_id", "path", True),
        ("size", "query", None),
        ("colour", "query", True),
    ]


def test_refusals_are_described_once_by_their_codes(document: Any) -> None:
    refusals = document["components"]["responses"]
    assert refusals["400"]["description"] == "Refused: invalid_json, invalid_argument, context_too_small."
    responses = document["paths"]["/things"]["post"]["responses"]
    assert {status: one for status, one in responses.items() if status != "201"} == {
        status: {"$ref": f"#/components/responses/{status}"} for status in refusals
    }


def test_who_asks_nobody_for_a_key_refuses_none(document: Any) -> None:
    operation = document["paths"]["/public"]["get"]
    assert operation["security"] == []
    assert not {"401", "429", "502", "504"} & operation["responses"].keys()


def test_it_says_where_it_is_served_and_how_keys_arrive(document: Any) -> None:
    assert (document["info"]["title"], document["servers"]) == ("Things", [{"url": "http://things.test"}])
    assert document["security"] == [{"bearer": []}]
    assert document["components"]["securitySchemes"] == {"bearer": {"type": "http", "scheme": "bearer"}}


@pytest.mark.parametrize(
    ("field", "before"), [("name", ""), ("avatar_url", "https://"), ("avatar_url", "https://x")]
)
def test_a_pattern_means_to_its_readers_what_it_means_to_the_server(field: str, before: str) -> None:
    r"""Python's `\S` and ECMA's differ in seven characters, of which schemathesis finds some now and then."""
    schema = openapi(DIALECTS["replr"], "http://things.test")["components"]["schemas"]["Create"]
    (pattern,) = (one["pattern"] for one in options(schema["properties"][field]) if "pattern" in one)
    ecma_blank = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
    spelt = re.compile(pattern.replace(r"\s", ecma_blank))
    characters = [chr(code) for code in range(0x3100) if chr(code) not in "/?#"] + ["\ufeff"]
    assert [one for one in characters if bool(spelt.search(before + one)) is one.isspace()] == []


def options(schema: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = schema.get("anyOf", [schema])
    return found


@pytest.mark.parametrize("dialect", DIALECTS)
def test_no_pattern_has_blanks_of_its_own_making(dialect: str) -> None:
    r"""`\s` stands only where `\S` was spelt out."""
    said = json.dumps(openapi(DIALECTS[dialect], "http://things.test"))
    spelt_out = json.dumps(VISIBLE)[1:-1]
    assert r"\\s" not in said.replace(spelt_out, "")
