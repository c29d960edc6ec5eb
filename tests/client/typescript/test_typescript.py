"""The TypeScript client, compiled by the compiler that its lock names, beside a served process."""

import json
from pathlib import Path
from typing import Any

from clients.generate.api import Operation, read_api
from clients.generate.files import document
from clients.generate.names import NAMES
from clients.generate.typescript import camel
from tests.client.asking import ASKING, Stage
from tests.client.typescript.building import called, printed
from tests.served import Caller

from greenroom.client import Greenroom

WHOLE = "word0 word1 word2 word3 word4 "


def arguments(operation: Operation, given: tuple[Any, ...], named: dict[str, Any]) -> list[Any]:
    """What the Python client is given, as the TypeScript client takes it."""
    names = {name.removesuffix("_"): value for name, value in named.items() if name != "media_type"}
    query = {one.name for one in operation.query} & names.keys()
    body = {name: value for name, value in names.items() if name not in query}
    has_body = operation.body and not operation.raw
    return [
        *given,
        *([body] if has_body else []),
        *([{name: names[name] for name in query}] if query else []),
    ]


def test_every_operation_is_answered(folder: Path, ada: Caller) -> None:
    operations = {one.name: one for one in read_api(document()).operations}
    with Greenroom(ada.served.url, ada.key) as client:
        calls = []
        for name, asking in ASKING.items():
            given, named = asking.arguments(Stage(client))
            calls.append((camel(name), arguments(operations[name], given, named)))
        answers = called(folder, {"baseUrl": ada.served.url, "key": ada.key, "maxRetries": 0}, calls)
    failed = {name: said["error"] for name, said in zip(ASKING, answers, strict=True) if "error" in said}
    assert failed == {}
    said = {name: one["value"] for name, one in zip(ASKING, answers, strict=True)}
    assert said["characters.replace"]["character"] == {"name": "Vera"}
    assert json.loads(bytes(said["characters.export"]["data"].values()))["data"]["name"] == "Nora"
    assert said["keys.create"]["key"].startswith("rp_")
    assert "".join(one.get("text", "") for one in said["threads.messages.events"]["pieces"]) == WHOLE


def test_it_has_them_all_and_no_more(folder: Path) -> None:
    assert set(printed(folder, "names.mjs")) == {camel(name) for name in NAMES.values()}
