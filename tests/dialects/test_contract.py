"""What each dialect's OpenAPI document promises, held against the server: schemathesis in all its phases.

Few examples in the everyday suite; `GREENROOM_LONG=1` raises them to 300 for each operation, on both engines.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from tests.conftest import LONG
from tests.dialects.roleplay.bodies import created
from tests.served import Served

EXAMPLES = 300 if LONG else 10
HOW = ["--generation-database", "none"] if LONG else ["--generation-deterministic"]
SPEAKS = ["roleplay", "native", "inworld", "replr", "npcbuilder", "convai"]


class Off(NamedTuple):
    """A check that is turned off, for one operation or for all, and why; or what else is set for it."""

    check: str
    operation: str
    why: str
    setting: str = "enabled = false"


OFF = {
    "replr": [
        Off("unsupported_method", "*", "PATCH is answered as PUT, and not documented"),
        Off("allow_header_conformance", "*", "for the same reason"),
    ],
    "roleplay": [
        Off(
            "unsupported_method",
            "*",
            "verbs that clients of the vendor may use are answered, and not documented",
        ),
        Off("allow_header_conformance", "*", "for the same reason"),
    ],
    "inworld": [
        Off(
            "negative_data_rejection",
            "*",
            "unknown fields and names of enums are taken, as its gateway took them",
        ),
        Off("unsupported_method", "*", "its gateway answers 501 in place of 405"),
        Off("allow_header_conformance", "*", "for the same reason"),
        Off(
            "not_a_server_error",
            "*",
            "for the same reason",
            'expected-statuses = ["2xx", "3xx", "4xx", "501"]',
        ),
    ],
    "npcbuilder": [
        Off(
            "unsupported_method",
            "*",
            "PUT is answered as PATCH, and not documented",
        ),
        Off("allow_header_conformance", "*", "for the same reason"),
        Off("use_after_free", "*", "the world `default` is there again as soon as it is deleted"),
    ],
    "convai": [
        Off(
            "negative_data_rejection",
            "*",
            "forms carry text, so texts are taken for numbers, flags and lists",
        ),
        *(
            Off("positive_data_acceptance", operation, "an id of nothing is 400, as the vendor has it")
            for operation in ("GET /character/get", "POST /character/get", "POST /character/update")
        ),
        Off("positive_data_acceptance", "POST /character/create", "functions and files must be there"),
        Off(
            "positive_data_acceptance",
            "POST /character/narrative/create-trigger",
            "names are taken only once",
        ),
        Off("ignored_auth", "*", "a good key in one of four headers opens beside wrong ones in the others"),
        Off("unsupported_method", "*", "other methods are answered by aliases, and not documented"),
        Off("allow_header_conformance", "*", "for the same reason"),
    ],
    "native": [
        Off(
            "positive_data_acceptance",
            "POST /v1/keys",
            "a schema cannot say that a time must lie in the future",
        ),
        Off("positive_data_acceptance", "POST /v1/imports", "what is a card is a matter of its content"),
        Off("positive_data_acceptance", "POST /v1/assets", "not all bytes are a picture"),
    ],
}


def document(served: Served, name: str) -> Any:
    return served.http.get(f"/openapi/{name}.json").json()


def without_idempotency(described: Any) -> Any:
    """The document without a parameter whose point is that a second body under the same value is refused."""
    for path in described["paths"].values():
        for operation in path.values():
            operation["parameters"] = [one for one in operation["parameters"] if one["in"] != "header"]
    return described


def settings(name: str) -> str:
    rows = "".join(
        f'[[operations]]\ninclude-name = "{row.operation}"\nchecks.{row.check}.{row.setting}\n'
        for row in OFF[name]
        if row.operation != "*"
    )
    everywhere = "".join(f"{row.check}.{row.setting}\n" for row in OFF[name] if row.operation == "*")
    return f"[checks]\n{everywhere}\n[generation]\nallow-x00 = false  # refused everywhere but in cards\n\n{rows}"


@pytest.mark.parametrize("name", SPEAKS)
def test_a_document_is_valid(name: str, served: Served) -> None:
    described = document(served, name)
    assert list(OpenAPIV31SpecValidator(described).iter_errors()) == []
    operations = [operation for path in described["paths"].values() for operation in path.values()]
    assert all(operation["summary"] for operation in operations)
    assert len({operation["operationId"] for operation in operations}) == len(operations)


@pytest.mark.timeout(3600 if LONG else 300)
@pytest.mark.parametrize("name", SPEAKS)
def test_the_server_keeps_what_the_document_promises(name: str, served: Served, tmp_path: Path) -> None:
    if not LONG and served.location.startswith("postgresql") != (name == "native"):
        pytest.skip("each document meets the other engine in the long suite")
    ada = served.newcomer()
    ids = " ".join(created(ada)["id"] for _ in range(40))
    (tmp_path / "document.json").write_text(json.dumps(without_idempotency(document(served, name))))
    (tmp_path / "schemathesis.toml").write_text(settings(name))
    environment = {
        "CONTRACT_IDS": ids,
        "CONTRACT_KEY": ada.key,
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "SCHEMATHESIS_HOOKS": "tests.dialects.contract_hooks",
    }
    program = str(Path(sys.executable).with_name("st"))
    where = ["document.json", "--url", served.url, "-H", f"Authorization: Bearer {ada.key}"]
    done = subprocess.run(
        [program, "run", *where, *HOW, "--max-examples", str(EXAMPLES), "--no-color"],
        cwd=tmp_path,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Authentication failed" not in done.stdout, done.stdout
