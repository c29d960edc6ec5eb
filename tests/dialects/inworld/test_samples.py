"""The vendor's own samples, run as printed: only address, key and placeholders are replaced."""

import json
import re
import shutil
import subprocess
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from tests.dialects.inworld.studio import DCD, Refused, Studio, at
from tests.served import Caller

VENDOR = "https://api.inworld.ai"
KEYS = ("WlpONVlON01ETU5HSQ==", "$INWORLD_STUDIO_API_KEY")
SAMPLES: dict[str, str] = dict(
    re.findall(
        r"## ([^\n]+)\n\n```sh\n(.*?)```", Path(__file__).with_name("samples.md").read_text(), re.DOTALL
    )
)
AXEON = "workspaces/magic_world/characters/axeon_the_enchanted"

pytestmark = pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")


def bash(code: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["bash", "-c", code], capture_output=True, check=False, timeout=30)


def at_our_address(code: str, ada: Caller) -> str:
    code = code.replace(VENDOR, ada.served.url)
    for key in KEYS:
        code = code.replace(key, b64encode(f"{ada.key[:15]}:{ada.key[15:]}".encode()).decode())
    return code


def run(title: str, ada: Caller, operation: str = "") -> Any:
    """The answer to a sample in which the placeholders are replaced too."""
    code = at_our_address(SAMPLES[title], ada).replace("{workspace_id}}", "{workspace_id}")
    for placeholder, value in (("workspace_id", "magic_world"), ("character_name", "axeon_the_enchanted"), ("operation_id", operation)):  # fmt: skip
        code = code.replace(f"{{{placeholder}}}", value)
    done = bash(code)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_there_are_all_of_them() -> None:
    assert len(SAMPLES) == 7
    assert SAMPLES["Create"].startswith(
        f"curl -L -X POST '{VENDOR}/studio/v1/workspaces/{{workspace_id}}/characters/' \\"
    )


def test_the_samples_work_one_after_the_other(ada: Caller) -> None:
    made = run("Create", ada)
    assert made["name"] == AXEON
    assert at(made, f"{DCD}.givenName") == "Axeon the Enchanted"
    assert run("Get", ada) == made

    begun = run("Deploy", ada)
    assert begun["done"] is False
    Studio(ada).ended(begun["name"])
    ended = run("Check deployment status", ada, begun["name"].rpartition("/")[2])
    assert ended["response"]["value"] == {"character": AXEON}

    assert run("List", ada) == {"characters": [made], "nextPageToken": ""}
    updated = run("Update", ada)
    made[DCD]["description"] = "Likes to sleep and sing."
    assert updated == made
    assert run("Delete", ada) == {}
    assert run("List", ada) == {"characters": [], "nextPageToken": ""}


def test_with_their_placeholders_left_in_they_mean_names_without_braces(ada: Caller) -> None:
    """curl takes the braces for a choice of one."""
    made = json.loads(bash(at_our_address(SAMPLES["Create"], ada)).stdout)
    assert made["name"] == "workspaces/workspace_id/characters/axeon_the_enchanted"
    answer = json.loads(bash(at_our_address(SAMPLES["Get"], ada)).stdout)
    assert answer["message"] == "character not found: workspaces/workspace_id/characters/character_name"


def test_the_update_sample_with_its_misprint_never_leaves_the_shell(ada: Caller) -> None:
    done = bash(at_our_address(SAMPLES["Update"], ada))
    assert done.returncode == 3
    assert done.stdout == b""


def test_a_key_in_single_quotes_gets_a_hint(ada: Caller) -> None:
    code = SAMPLES["Get"].replace(VENDOR, ada.served.url)
    answer = json.loads(bash(code).stdout)
    assert answer["code"] == 16
    assert "looks like the placeholder of a sample" in answer["message"]


def test_placeholders_that_reach_the_server_are_named(ada: Caller) -> None:
    code = at_our_address(SAMPLES["Create"], ada).replace("curl -L", "curl --globoff -L")
    answer = json.loads(bash(code).stdout)
    assert (answer["code"], "replace the placeholder" in answer["message"]) == (3, True)
    with pytest.raises(Refused, match="workspace not found"):
        Studio(ada, "workspace_id").list()
