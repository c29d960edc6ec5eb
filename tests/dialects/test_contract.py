"""What each dialect's OpenAPI document promises, held against the server: schemathesis in all its phases.

Few examples in the everyday suite; `GREENROOM_LONG=1` raises them to 300 for each operation, on both engines.
"""

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from tests.conftest import LONG
from tests.dialects.off import Off
from tests.dialects.roleplay.bodies import created
from tests.served import Served

from greenroom.cli.dialects import all_dialects

EXAMPLES = 300 if LONG else 10
HOW = ["--generation-database", "none"] if LONG else ["--generation-deterministic"]

ROOT = Path(__file__).parents[2]
SPEAKS = [*all_dialects()]


def off(name: str) -> tuple[Off, ...]:
    """What `contract.py` among a dialect's tests excuses it from; most need none."""
    if not (Path(__file__).parent / name / "contract.py").exists():
        return ()
    own: tuple[Off, ...] = import_module(f"tests.dialects.{name}.contract").OFF
    return own


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
        for row in off(name)
        if row.operation != "*"
    )
    everywhere = "".join(f"{row.check}.{row.setting}\n" for row in off(name) if row.operation == "*")
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
        "PYTHONPATH": str(ROOT),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(ROOT / ".hypothesis"),  # else it learns Unicode anew each time
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
