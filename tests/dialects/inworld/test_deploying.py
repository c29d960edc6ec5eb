"""Deployments through a served process: their operations, and what conversations would use afterwards.

`live_revision`, which Greenroom's own API shows, tells which revision conversations use; a character card is made of the
working copy.
"""

from typing import Any

import pytest
from tests.dialects.inworld.studio import DCD, ROOT, Refused, Studio
from tests.served import PICTURE, Caller

from greenroom.database import Transaction
from greenroom.kit.clock import DAY
from greenroom.operations import store as operations
from greenroom.operations.model import Operation
from greenroom.operations.worker import forget_old

STRUCT = "type.googleapis.com/google.protobuf.Struct"


def own(studio: Studio) -> Any:
    """The only character as Greenroom's own API shows it."""
    (item,) = studio.who.get("/v1/characters").json()["items"]
    return item


def revisions(studio: Studio) -> tuple[int, int | None]:
    shown = own(studio)
    return shown["revision"], shown["live_revision"]


def test_a_deployment_is_an_operation_that_ends(studio: Studio) -> None:
    name = studio.named("Axeon")
    begun = studio.deploy(name)
    operation = begun["name"]
    assert operation.startswith(f"{name}/operations/")
    metadata = {"@type": STRUCT, "value": {"target": name}}
    assert begun == {"name": operation, "metadata": metadata, "done": False}
    assert studio.ended(operation) == {
        "name": operation,
        "metadata": metadata,
        "done": True,
        "response": {"@type": STRUCT, "value": {"character": name}},
    }


@pytest.mark.parametrize(
    "options",
    [{}, {"content": b""}, {"content": b" \n"}, {"content": b"{}"}, {"json": {"x": [1, {"y": None}]}}],
)
def test_a_deploy_takes_no_body_or_any_object(options: Any, studio: Studio) -> None:
    name = studio.named("Axeon")
    assert studio.ask("POST", f"{name}:deploy", **options)["done"] is False


@pytest.mark.parametrize(
    "body", [b"null", b"[]", b'"x"', b"1", b"whatever", b"{", b'{"a":1,"a":2}', b"{} {}"]
)
def test_what_is_no_object_deploys_nothing(body: bytes, studio: Studio) -> None:
    name = studio.named("Axeon")
    with pytest.raises(Refused, match="proto: ") as refused:
        studio.ask("POST", f"{name}:deploy", content=body)
    assert (refused.value.status, refused.value.code) == (400, 3)
    with pytest.raises(Refused, match="character not found"):
        studio.ask("POST", f"{studio.workspace}/characters/nobody:deploy", content=body)
    assert revisions(studio) == (1, None)


def test_an_operation_is_found_by_every_name_of_its_character(studio: Studio) -> None:
    name = studio.named("Axeon")
    operation = studio.deployed(name)
    identity = operation["name"].rpartition("/")[2]
    uuid = own(studio)["id"]
    for path in (f"workspaces/MAGIC_WORLD/characters/Axeon/operations/{identity.upper()}",
                 f"workspaces/magic_world/character/{uuid}/operations/{identity}"):  # fmt: skip
        assert studio.get(path) == operation
    other = studio.named("Nora")
    for path in (f"{other}/operations/{identity}", f"workspaces/default/characters/axeon/operations/{identity}",
                 f"{name}/operations/{uuid}", f"{name}/operations/x"):  # fmt: skip
        with pytest.raises(Refused, match="operation not found") as refused:
            studio.get(path)
        assert (refused.value.status, refused.value.code) == (404, 5)


def test_a_character_made_here_is_live_only_after_its_deployment(studio: Studio) -> None:
    name = studio.named("Axeon")
    assert revisions(studio) == (1, None)
    studio.patch(name, {"yamlConfig": "y"})
    assert revisions(studio) == (2, None)
    studio.deployed(name)
    assert revisions(studio) == (2, 2)
    studio.patch(name, {"yamlConfig": "z"})
    assert revisions(studio) == (3, 2)
    studio.deployed(name)
    assert revisions(studio) == (3, 3)
    studio.deployed(name)
    assert revisions(studio) == (3, 3)


def test_what_another_api_writes_is_live_at_once_without_what_was_not_deployed(studio: Studio) -> None:
    name = studio.named("Axeon", description="old")
    studio.deployed(name)
    studio.patch(name, {DCD: {"description": "draft"}})
    uuid = own(studio)["id"]
    told = studio.who.post("/apiUpdateCharacter", {"id": uuid, "name": "Nora", "definition": "draft"})
    assert told.status_code == 200, told.text
    assert revisions(studio) == (3, 1)
    assert studio.get(name)[DCD]["description"] == "draft"
    studio.deployed(name)
    assert revisions(studio) == (3, 3)


def test_what_another_api_made_is_live_and_an_edit_here_is_not(ada: Caller) -> None:
    body = {"name": "Nora", "definition": "d", "greetings": ["g"], "avatar": PICTURE}
    assert ada.post("/apiCreateCharacter", body).status_code == 200
    studio = Studio(ada, "default")
    assert revisions(studio) == (1, 1)
    name = "workspaces/default/characters/nora"
    studio.patch(name, {"yamlConfig": "y"})
    assert revisions(studio) == (2, 1)
    assert studio.who.post("/apiUpdateCharacter", {"id": own(studio)["id"], "name": "Bea"}).status_code == 200
    assert revisions(studio) == (3, 1)
    studio.deployed(name)
    assert revisions(studio) == (3, 3)
    assert (
        studio.who.post("/apiUpdateCharacter", {"id": own(studio)["id"], "name": "Cleo"}).status_code == 200
    )
    assert revisions(studio) == (4, 4)


def test_publishing_elsewhere_makes_the_working_copy_live(studio: Studio) -> None:
    name = studio.named("Axeon")
    studio.patch(name, {"yamlConfig": "y"})
    assert studio.who.post(f"/v1/characters/{own(studio)['id']}/publish").status_code == 200
    assert revisions(studio) == (2, 2)


def test_deploying_again_answers_the_running_operation_only_while_it_runs(studio: Studio) -> None:
    name = studio.named("Axeon")
    first = studio.deployed(name)["name"]
    second = studio.deployed(name)["name"]
    assert first != second
    studio.patch(name, {"yamlConfig": "y"})
    third = studio.deployed(name)["name"]
    assert len({first, second, third}) == 3
    assert studio.get(first)["done"] is studio.get(second)["done"] is True


def test_a_deployment_that_fails_is_an_operation_with_an_error(studio: Studio) -> None:
    name = studio.named("Axeon", description="x" * 2**20)
    operation = studio.deployed(name)
    assert "response" not in operation
    assert operation["error"]["code"] == 9
    assert operation["error"]["message"].startswith(
        "The character cannot be deployed: its texts have 1,048,576 characters"
    )
    assert operation["error"]["details"] == []
    assert revisions(studio) == (1, None)
    studio.patch(name, {DCD: {"description": "short"}})
    assert "response" in studio.deployed(name)
    assert revisions(studio) == (2, 2)


def test_an_operation_outlives_its_character(studio: Studio) -> None:
    name = studio.named("Axeon")
    operation = studio.deployed(name)
    studio.delete(name)
    assert studio.get(operation["name"]) == operation
    with pytest.raises(Refused, match="character not found"):
        studio.deploy(name)
    studio.named("Axeon")
    assert studio.get(operation["name"]) == operation


def test_deleting_a_character_ends_its_running_deployment_as_cancelled(studio: Studio) -> None:
    name = studio.named("Axeon")
    uuid = own(studio)["id"]

    def hold(db: Transaction) -> str:
        """A deployment that somebody else is busy with."""
        work = {"revision": 1, "container": "magic_world", "address": "axeon"}
        made = operations.insert(db, studio.who.account_id, "deploy", uuid, work)
        operations.claim(db, made, db.now + DAY)
        return made.operation_id

    operation = f"{name}/operations/{studio.who.served.write(hold)}"
    assert studio.get(operation)["done"] is False
    assert studio.deploy(name)["name"] == operation
    studio.delete(name)
    ended = studio.get(operation)
    assert ended["done"] is True
    assert ended["error"] == {"code": 1, "message": "the character was deleted", "details": []}


def test_another_revision_is_deployed_after_the_running_one(studio: Studio, bob: Caller) -> None:
    name = studio.named("Axeon")
    uuid = own(studio)["id"]

    def hold(db: Transaction) -> Operation:
        work = {"revision": 1, "container": "magic_world", "address": "axeon"}
        made = operations.insert(db, studio.who.account_id, "deploy", uuid, work)
        operations.claim(db, made, db.now + DAY)
        return operations.unfinished(db, studio.who.account_id, uuid)[0]

    running = studio.who.served.write(hold)
    studio.patch(name, {"yamlConfig": "y"})
    queued = studio.deploy(name)["name"]
    assert queued != f"{name}/operations/{running.operation_id}"
    assert studio.deploy(name)["name"] == queued
    assert studio.get(queued)["done"] is False
    assert revisions(studio) == (2, None)
    studio.who.served.write(operations.finish, running, "failed", {"reason": "Internal", "message": "x"})
    Studio(bob).deployed(Studio(bob).named("Nora"))  # so that the worker looks now, and not in five seconds
    assert "response" in studio.ended(queued)
    assert revisions(studio) == (2, 2)


def test_operations_are_forgotten_after_thirty_days(studio: Studio) -> None:
    operation = studio.deployed(studio.named("Axeon"))["name"]
    studio.who.served.write(forget_old)
    assert studio.get(operation)["done"]
    now = studio.who.served.write(lambda db: db.now)
    studio.who.served.write(operations.forget, now + DAY)
    with pytest.raises(Refused, match="operation not found") as refused:
        studio.get(operation)
    assert refused.value.code == 5


def test_a_deploy_says_that_its_key_may_not(ada: Caller) -> None:
    name = Studio(ada).named("Axeon")
    answer = ada.with_key(scopes=["read", "chat"]).post(f"{ROOT}{name}:deploy")
    assert (answer.status_code, answer.json()["code"]) == (403, 7)
