"""The README against the code: what it says of operations, fields, refusals and the first request is what is so."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.dialects.npcbuilder.bodies import WORLD, got
from tests.served import Caller

from greenroom.dialects.npcbuilder import DIALECT, wire
from greenroom.dialects.npcbuilder.worlds import wire as worlds

README = Path(wire.__file__).with_name("README.md").read_text()
ROOTS = dict(re.findall(r"`([A-Z])` is\s+`([^`]+)`", README))


def table(heading: str) -> list[list[str]]:
    """The rows of the first table under a heading."""
    _, _, after = README.partition(f"\n## {heading}\n")
    lines = re.findall(r"^\|(.*)\|$", after.partition("\n## ")[0], re.MULTILINE)
    return [[cell.strip() for cell in line.split("|")] for line in lines[2:]]


FIELDS = {cells[0].strip("`"): cells[1:] for cells in table("Fields of a character")}
BODIES = {"items[].": wire.Item, "events[].": wire.Event, "quests[].": wire.Quest, "filters.": wire.Filters}
SCHEMAS = msgspec.json.schema_components(
    [wire.Body, *BODIES.values(), worlds.World, worlds.Region, worlds.Location], ref_template="{name}"
)[1]


def schema(struct: str, field: str) -> Any:
    """The JSON Schema of a field without null and the empty word."""
    found = SCHEMAS[struct]["properties"][field]
    branches = [one for one in found.get("anyOf", [found]) if one.get("type") != "null"]
    return next((one for one in branches if "enum" in one and len(one["enum"]) > 1), branches[0])


def schema_of(path: str) -> Any:
    for prefix, struct in BODIES.items():
        if path.startswith(prefix):
            return schema(struct.__name__, path.removeprefix(prefix))
    return schema("Body", path)


def test_it_lists_every_operation() -> None:
    said = set()
    for _, call, _ in table("Operations"):
        method, _, path = call.strip("`").partition("?")[0].partition(" ")
        said.add((method, ROOTS[path[0]] + path[1:]))
    assert said == {(route.method, route.path) for route in DIALECT.routes if not route.alias}


def test_it_gives_the_status_of_an_operation() -> None:
    said = {call.strip("`").partition("?")[0]: success[:3] for _, call, success in table("Operations")}
    for route in DIALECT.routes:
        for letter, root in ROOTS.items():
            if f"{route.method} {route.path.replace(root, letter)}" in said and not route.alias:
                assert said[f"{route.method} {route.path.replace(root, letter)}"] == str(route.status)


def test_it_lists_every_field() -> None:
    inside = {prefix + name for prefix, struct in BODIES.items() for name in struct.__struct_fields__}
    assert {path for path in FIELDS if "in" in FIELDS[path][0]} == {*wire.Body.__struct_fields__, *inside}
    shown = {path for path in FIELDS if "out" in FIELDS[path][0] and "." not in path}
    assert shown == set(wire.Character.__struct_fields__)


@pytest.mark.parametrize("path", [path for path, cells in FIELDS.items() if cells[1].startswith("one of")])
def test_it_lists_the_words_of_a_field(path: str) -> None:
    assert tuple(re.findall(r"`(\w+)`", FIELDS[path][1])) == wire.WORDS[path]


def numbers(text: str) -> list[int]:
    return [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", text)]


def bounds(found: Any) -> list[int]:
    inner = [one["maxLength"] for one in (found, found.get("items", {})) if "maxLength" in one]
    several = [one["maxLength"] for one in found.get("anyOf", []) if "maxLength" in one]
    return [*([found["maxItems"]] if "maxItems" in found else []), *inner, *several]


@pytest.mark.parametrize(
    "path", [path for path, cells in FIELDS.items() if cells[2] and path != "items[].value"]
)
def test_it_gives_the_bounds_of_a_field(path: str) -> None:
    assert numbers(FIELDS[path][2]) == bounds(schema_of(path))


PLACES = [cells for cells in table("Fields of places") if len(cells) == 3]


@pytest.mark.parametrize(("field", "kind", "bound"), PLACES)
def test_it_gives_the_fields_of_places(field: str, kind: str, bound: str) -> None:
    place, _, name = field.replace("`", "").partition(" ")
    found = schema(place.title(), name)
    assert numbers(bound) == bounds(found)
    if kind.startswith("one of"):
        assert set(re.findall(r"`(\w+)`", kind)) == set(found["enum"]) == set(worlds.STABILITIES)


def test_it_gives_all_fields_of_places() -> None:
    said = {field.replace("`", "") for field, _, _ in PLACES}
    structs = {"world": worlds.World, "region": worlds.Region, "location": worlds.Location}
    assert said == {f"{name} {one}" for name, body in structs.items() for one in body.__struct_fields__}


def test_it_lists_every_refusal() -> None:
    said = {(int(status), error.strip("`")) for status, error, _ in table("Refusals")}
    assert said == {(words.status, words.code) for words in DIALECT.errors.table.values()}


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_its_first_request_works(ada: Caller) -> None:
    found = re.search(r"```sh\n(.*?)```", README, re.DOTALL)
    assert found
    environment = os.environ | {"GREENROOM_URL": ada.served.url, "GREENROOM_KEY": ada.key}
    done = subprocess.run(["bash", "-c", found[1]], env=environment, capture_output=True, check=True)
    name = msgspec.json.decode(done.stdout)["character_id"]
    assert got(ada, name, WORLD)["name"] == "Aragorn"
