"""The README against the code: what it says of fields, refusals and the first request is what is so."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from tests.dialects.readme import numbers, table
from tests.dialects.roleplay.bodies import created
from tests.served import Caller

from greenroom.dialects.roleplay import DIALECT, wire

README = Path(wire.__file__).with_name("README.md").read_text()
KINDS = {
    "string": "string",
    "boolean": "boolean",
    "integer": "integer",
    "array of string": "array",
    "private, unlisted, public": "string",
}


class Row(NamedTuple):
    field: str
    direction: str
    type: str
    create: str
    default: str
    bound: str

    def __repr__(self) -> str:
        return self.field


ROWS = [Row(*cells) for cells in table(README, "Fields")]
SCHEMAS = msgspec.json.schema_components([wire.Create, wire.Character], ref_template="{name}")[1]


def schema(struct: str, field: str) -> Any:
    """The JSON Schema of a field, its array rather than a single text, and without null."""
    found = SCHEMAS[struct]["properties"][field]
    branches = [one for one in found.get("anyOf", [found]) if one.get("type") != "null"]
    return max(branches, key=lambda one: one.get("type") == "array")


def test_it_lists_every_field_that_goes_in_or_out() -> None:
    assert {row.field for row in ROWS if "in" in row.direction} == set(wire.Create.__struct_fields__)
    assert {row.field for row in ROWS if "out" in row.direction} == set(wire.Character.__struct_fields__)


@pytest.mark.parametrize("row", [row for row in ROWS if row.field != "card_version"], ids=repr)
def test_it_gives_the_type_of_a_field(row: Row) -> None:
    for struct, direction in (("Create", "in"), ("Character", "out")):
        if direction in row.direction:
            found = schema(struct, row.field)
            assert found.get("type", "string") == KINDS[row.type]
            assert set(found.get("enum", [])) == (set(row.type.split(", ")) if "," in row.type else set())


@pytest.mark.parametrize("row", [row for row in ROWS if "in" in row.direction], ids=repr)
def test_it_says_whether_a_create_needs_it(row: Row) -> None:
    assert row.create == ("required" if row.field in SCHEMAS["Create"]["required"] else "optional")


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.bound and row.create and row.field != "avatar"], ids=repr
)
def test_it_gives_the_bounds_of_a_field(row: Row) -> None:
    found = schema("Create", row.field)
    own = [found.get(name) for name in ("minItems", "maxItems", "minLength", "maxLength") if name in found]
    items = [found.get("items", {}).get(name) for name in ("minLength", "maxLength")]
    assert numbers(row.bound) == [number for number in (*own, *items) if number is not None]


def test_it_gives_the_default_of_a_field(ada: Caller) -> None:
    character = created(ada)
    for row in ROWS:
        if row.default == "absent":
            assert row.field not in character
        elif row.default and row.default != "link to a picture":
            assert character[row.field] == msgspec.json.decode(row.default)


def test_it_lists_every_refusal() -> None:
    said = {(int(status), code) for status, code, _ in table(README, "Refusals")}
    assert said == {(words.status, words.code) for words in DIALECT.errors.table.values()}


def test_it_lists_every_operation() -> None:
    paths = set(re.findall(r"/api\w+", " ".join(cell for row in table(README, "Operations") for cell in row)))
    assert paths == {route.path for route in DIALECT.routes}


def test_its_first_request_works(ada: Caller) -> None:
    found = re.search(r"```sh\n(.*?)```", README, re.DOTALL)
    assert found
    environment = os.environ | {"API_ENDPOINT": ada.served.url, "ROLEPLAY_API_KEY": ada.key}
    done = subprocess.run(["bash", "-c", found[1]], env=environment, capture_output=True, check=True)
    assert msgspec.json.decode(done.stdout)["name"] == "Nora"
    assert len(ada.get("/apiListCharacters").json()["characters"]) == 1


def test_its_settings_are_named() -> None:
    for setting in DIALECT.settings:
        assert setting.name in README
