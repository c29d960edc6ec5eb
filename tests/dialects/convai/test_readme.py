"""What the README says is what the code has."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from tests.dialects.convai.studio import created, got, listed, update, updated
from tests.served import Caller

from greenroom.dialects.convai import wire
from greenroom.dialects.convai.errors import ERRORS
from greenroom.dialects.convai.routes import ROUTES
from greenroom.dialects.convai.translate import ALIASES, LENS, SPELLINGS, at

README = Path(wire.__file__).with_name("README.md").read_text()


class Row(NamedTuple):
    field: str
    type: str
    list: str
    get: str
    default: str
    also: str

    def __repr__(self) -> str:
        return self.field


def table(heading: str) -> list[list[str]]:
    """The rows of the first table under a heading."""
    _, _, after = README.partition(f"\n## {heading}\n")
    lines = re.findall(r"^\|(.*)\|$", after.partition("\n## ")[0], re.MULTILINE)
    return [[cell.strip() for cell in line.split("|")] for line in lines[2:]]


ROWS = [Row(*(cell.replace("`", "") for cell in cells)) for cells in table("Fields")]


def test_it_lists_every_field_once() -> None:
    assert sorted(row.field for row in ROWS) == sorted({*LENS.rows, *ALIASES, "boosted_words"})


def test_it_names_every_other_spelling() -> None:
    said = {name: row.field for row in ROWS for name in row.also.split(", ") if name in SPELLINGS}
    assert said == {
        name: path.replace("memory_settings", "memory_settings.enabled") for name, path in SPELLINGS.items()
    }


@pytest.mark.parametrize("where", ["list", "get"])
def test_it_says_where_a_field_is_shown(where: str, ada: Caller) -> None:
    identity = created(ada)
    update(ada, identity, personalised_prompt_config={"USE_ACTION_OPTMIZED_PROMPT": True})
    shown = listed(ada)[0] if where == "list" else got(ada, identity)
    for row in ROWS if where == "get" else [row for row in ROWS if row.field != "boosted_words"]:
        assert (at(shown, row.field.split(".")) is not msgspec.UNSET) == (getattr(row, where) == "x"), (
            row.field
        )


def test_it_gives_the_default_of_a_field(ada: Caller) -> None:
    identity = created(ada)
    shown = {"list": listed(ada)[0], "get": got(ada, identity)}
    for row in ROWS:
        for where in ("list", "get"):
            if row.default and getattr(row, where):
                value = at(shown[where], row.field.split("."))
                expected: Any = msgspec.UNSET if row.default == "absent" else msgspec.json.decode(row.default)
                assert value == expected, row.field


def test_what_is_read_only_is_ignored(ada: Caller) -> None:
    identity = created(ada)
    before = got(ada, identity)
    fixed = {row.field: "x" for row in ROWS if "read-only" in row.type and row.field != "character_id"}
    assert updated(ada, identity, **fixed) == before


def test_it_lists_every_operation() -> None:
    said = {
        (method, path)
        for cells in table("Operations")
        for method, path in re.findall(r"`(GET|POST) ([^?`]+)", cells[1])
    }
    assert said == {(route.method, route.path) for route in ROUTES if not route.alias}
    for route in ROUTES:
        assert route.path in README


def test_it_lists_every_refusal() -> None:
    said = {(int(status), keys.replace("`", "")) for status, keys, _ in table("Refusals")}
    spoken = [ERRORS, *(route.errors for route in ROUTES if route.errors)]
    assert said == {(words.status, words.code) for errors in spoken for words in errors.table.values()}


def test_its_first_request_works(ada: Caller) -> None:
    found = re.search(r"```sh\n(.*?)```", README, re.DOTALL)
    assert found
    environment = os.environ | {"GREENROOM_URL": ada.served.url, "GREENROOM_KEY": ada.key}
    done = subprocess.run(["bash", "-c", found[1]], env=environment, capture_output=True, check=True)
    (one,) = listed(ada)
    assert msgspec.json.decode(done.stdout) == {"charID": one["character_id"]}
