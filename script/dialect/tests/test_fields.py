"""Fields, served: what is taken, shown and refused."""

from pathlib import Path
from typing import Any

import pytest
from tests.dialects.readme import table
from tests.served import Caller

from greenroom import dialects
from greenroom.dialects.acme.translate import LENS

ALL = "/acme/characters"
README = Path(dialects.__path__[0]) / "acme" / "README.md"


def created(who: Caller, **fields: Any) -> Any:
    answer = who.post(ALL, {"name": "Nora"} | fields)
    assert answer.status_code == 201, answer.text
    return answer.json()


REFUSED = [
    ({"name": ""}, "name must have at least 1 character"),
    ({"name": " "}, "name must not be blank"),
    ({"name": None}, "name must be a string, not null"),
    ({"name": "x" * 101}, "name must have at most 100 characters"),
    ({"description": 1}, "description must be a string or null, not a whole number"),
    ({"greeting": "x" * 20_001}, "greeting must have at most 20,000 characters"),
    ({"x_unknown": "x" * 65_536}, "x_unknown is unknown, and a character keeps at most 64 KiB of unknown fields"),
]


@pytest.mark.parametrize(("fields", "why"), REFUSED)
def test_what_is_wrong_is_told_and_changes_nothing(fields: dict[str, Any], why: str, ada: Caller) -> None:
    refused = ada.post(ALL, {"name": "Nora"} | fields)
    assert (refused.status_code, refused.json()) == (400, {"error": "invalid_argument", "message": why})
    one = created(ada)
    assert ada.send("PATCH", f"{ALL}/{one['id']}", json=fields).json() == refused.json()
    assert ada.get(ALL).json() == {"characters": [one]}


def test_other_dialects_show_it(ada: Caller) -> None:
    one = created(ada, description="Keeps the lighthouse.", greeting="Mind the step.")
    shown = ada.get(f"/v1/characters/{one['id']}").json()["character"]
    assert shown == {
        "name": "Nora",
        "prompt": {"definition": "Keeps the lighthouse."},
        "greetings": {"first": "Mind the step."},
    }


def test_the_list_is_newest_first(ada: Caller) -> None:
    one, other = created(ada), created(ada)
    assert ada.get(ALL).json() == {"characters": [other, one]}


def test_nobody_else_finds_it(ada: Caller, bob: Caller) -> None:
    path = f"{ALL}/{created(ada)['id']}"
    assert [bob.send(verb, path, json={}).status_code for verb in ("GET", "PATCH", "DELETE")] == [404] * 3
    assert ada.get(path).status_code == 200


def test_the_page_lists_every_field() -> None:
    assert [row[0] for row in table(README.read_text("utf-8"), "Fields")] == [*LENS.rows]
