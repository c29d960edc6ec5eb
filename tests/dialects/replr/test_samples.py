"""The vendor's own samples, run as printed: only address and key are replaced, and its character is made to be there."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from tests.callers import caller
from tests.dialects.replr.bodies import CHARACTER, FOUND, ITEM, page
from tests.served import Caller

from greenroom.characters import Transaction, store
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.model import Character, Prompt

VENDOR = "https://api.replr.ai/v1"
ATLAS = "a1b2c3d4-e5f6-7890-abcd-ef1234567890"
SAMPLES = dict(
    re.findall(r"## (\w+)\n\n```sh\n(.*?)```", Path(__file__).with_name("samples.md").read_text(), re.DOTALL)
)
MADE = {
    "name": "Atlas",
    "description": "A curious research assistant.",
    "instructions": "You are Atlas, a knowledgeable research assistant who explains complex topics clearly.",
    "model": "default",
    "avatar_url": None,
    "is_public": True,
    "category": "assistant",
    "greeting_message": "Hey! I'm Atlas. What are we researching today?",
    "voice_id": None,
    "message_count": 0,
}

pytestmark = pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")


@pytest.fixture(params=["/v1", "/v1/v1"])
def base(request: pytest.FixtureRequest) -> str:
    """The paths as the samples have them, and behind the documented address, which ends in /v1 itself."""
    return str(request.param)


@pytest.fixture
def atlas(ada: Caller) -> Iterator[None]:
    """The character that the samples name."""

    def unit(db: Transaction) -> None:
        blank = Catalogue().blank(db, caller(ada.account_id, ada.handle))
        character = Character(name="Atlas", prompt=Prompt(definition="You are Atlas."))
        record = replace(blank, character_id=ATLAS, revision=1, live_revision=1, character=character)
        store.insert(db, record, store.Made("test", None))

    ada.served.write(unit)
    yield
    ada.delete(f"/v1/replrs/{ATLAS}")


def run(title: str, who: Caller, base: str, key: str | None = None) -> Any:
    """What a sample prints."""
    code = SAMPLES[title].replace(VENDOR, who.served.url + base).replace("YOUR_API_KEY", key or who.key)
    done = subprocess.run(["bash", "-c", code], capture_output=True, check=False, timeout=30)
    return json.loads(done.stdout)


def test_a_create_prints_the_character_that_is_then_listed(ada: Caller, base: str) -> None:
    printed = run("Create", ada, base)
    assert list(printed) == CHARACTER
    assert printed | MADE == printed
    (item,) = page(ada, "/v1/replrs")["data"]
    assert item == {name: printed[name] for name in ITEM}
    explored = run("Explore", ada, base)
    assert (explored["limit"], explored["offset"]) == (5, 0)
    assert all(list(one) == FOUND for one in explored["data"])
    ada.delete(f"/v1/replrs/{printed['id']}")


def test_a_list_without_quotes_arrives_without_a_key_and_is_asked_about_them(ada: Caller, base: str) -> None:
    printed = run("List", ada, base)
    assert printed["error"] == "unauthorized"
    assert "was the URL in quotes?" in printed["message"]


def test_with_quotes_it_prints_a_page(ada: Caller, base: str) -> None:
    made = run("Create", ada, base)
    quoted = re.sub(r"(https://\S+)", r'"\1"', SAMPLES["List"])
    code = quoted.replace(VENDOR, ada.served.url + base).replace("YOUR_API_KEY", ada.key)
    done = subprocess.run(["bash", "-c", code], capture_output=True, check=True, timeout=30)
    printed = json.loads(done.stdout)
    assert [one["id"] for one in printed["data"]] == [made["id"]]
    assert (printed["total"], printed["limit"], printed["offset"]) == (1, 10, 0)
    ada.delete(f"/v1/replrs/{made['id']}")


@pytest.mark.usefixtures("atlas")
def test_the_vendor_s_character_is_read_changed_and_deleted(ada: Caller, base: str) -> None:
    read = run("Get", ada, base)
    assert (read["id"], read["instructions"]) == (ATLAS, "You are Atlas.")
    changed = run("Update", ada, base)
    said = {"description": "Updated description for Atlas.", "model": "creative"}
    assert changed == read | said | {"updated_at": changed["updated_at"]}
    assert run("Delete", ada, base) == {"id": ATLAS, "deleted": True}
    assert run("Get", ada, base)["error"] == "not_found"


@pytest.mark.parametrize("title", [title for title in SAMPLES if title != "List"])
def test_with_the_key_left_as_printed_it_is_told_so(title: str, ada: Caller, base: str) -> None:
    printed = run(title, ada, base, key="YOUR_API_KEY")
    assert printed["error"] == "unauthorized"
    assert "placeholder" in printed["message"]


def test_no_sample_is_forgotten() -> None:
    assert [*SAMPLES] == ["Create", "List", "Get", "Update", "Delete", "Explore"]
