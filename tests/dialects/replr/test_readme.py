"""The README against the code: what it says of fields, refusals, paths and the first request is what is so."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.dialects.readme import numbers, table
from tests.dialects.replr.bodies import CHARACTER, created, listed
from tests.served import Caller

from greenroom.dialects.replr import DIALECT, wire
from greenroom.dialects.replr.routes import OWNED

README = Path(wire.__file__).with_name("README.md").read_text()
ROWS = {field: cells for field, *cells in table(README, "Fields")}
SCHEMAS = msgspec.json.schema_components([wire.Create, wire.Character], ref_template="{name}")[1]


def schema(struct: str, field: str) -> Any:
    """The JSON Schema of a field without null."""
    found = SCHEMAS[struct]["properties"][field]
    return next(one for one in found.get("anyOf", [found]) if one.get("type") != "null")


def test_it_lists_every_field_that_goes_in_or_out() -> None:
    assert {field for field, cells in ROWS.items() if "in" in cells[0]} == set(wire.Create.__struct_fields__)
    assert list(ROWS) == CHARACTER
    assert set(ROWS) == set(wire.Character.__struct_fields__)


@pytest.mark.parametrize("field", ROWS)
def test_it_gives_type_need_and_bounds_of_a_field(field: str) -> None:
    direction, kind, create, _, bound = ROWS[field]
    assert schema("Character", field).get("type", "string") == kind
    if "in" in direction:
        found = schema("Create", field)
        assert found.get("type", "string") == kind
        assert create == ("required" if field in SCHEMAS["Create"]["required"] else "optional")
        own = [found[name] for name in ("minLength", "maxLength") if name in found]
        assert numbers(bound) == own


def test_it_gives_what_is_shown_when_unset(ada: Caller) -> None:
    character = created(ada)
    unset = {field: msgspec.json.decode(cells[3]) for field, cells in ROWS.items() if cells[3]}
    assert character | unset == character


def test_it_lists_every_refusal() -> None:
    said = {(int(status), code) for status, code, _ in table(README, "Refusals")}
    assert said == {(words.status, words.code) for words in DIALECT.errors.table.values()}


def test_it_names_every_path_and_category() -> None:
    named = {f"{path}/" for path in re.findall(r"/v1/[a-z/1-]+", README)}
    assert {route.path.partition("{")[0].removesuffix("/") + "/" for route in DIALECT.routes} - named == {
        f"{base}/explore/" for base in ("/v1/v1/replrs", "/v1/dyvas", "/v1/v1/dyvas")
    }
    assert {f"{path}/" for path in OWNED} <= named
    assert set(re.findall(r"`([a-z]+)`", README)) >= {*wire.CATEGORIES}


def test_its_first_request_works(ada: Caller) -> None:
    found = re.search(r"```sh\n(.*?)```", README, re.DOTALL)
    assert found
    environment = os.environ | {"API_ENDPOINT": ada.served.url, "REPLR_API_KEY": ada.key}
    done = subprocess.run(["bash", "-c", found[1]], env=environment, capture_output=True, check=True)
    assert [one["id"] for one in listed(ada)] == [msgspec.json.decode(done.stdout)["id"]]
