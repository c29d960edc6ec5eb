"""Programs that nobody wrote for this server: Google's client of long-running operations, and what public clients do."""

from functools import partial
from typing import Any

import pytest
from google.api_core import exceptions, retry
from google.api_core.operation import from_http_json
from google.longrunning import operations_pb2
from google.protobuf import json_format
from google.protobuf.struct_pb2 import Struct
from tests.dialects.inworld.studio import ROOT, Studio

QUICKLY = retry.Retry(predicate=retry.if_exception_type(Exception), initial=0.01, maximum=0.05, timeout=20)


def future(studio: Studio, begun: Any) -> Any:
    """The operation as Google's library follows it; that library has no types."""

    def api_request(method: str, path: str) -> Any:
        return studio.ask(method, path.removeprefix("operations/"))

    follow: Any = from_http_json
    return follow(begun, api_request, Struct, metadata_type=Struct)


def test_google_s_client_follows_a_deployment_to_its_end(studio: Studio) -> None:
    name = studio.named("Axeon")
    operation = future(studio, studio.deploy(name))
    result = operation.result(timeout=20, polling=QUICKLY)
    assert dict(result) == {"character": name}
    assert dict(operation.metadata) == {"target": name}
    assert operation.done()


def test_google_s_client_raises_what_a_failed_deployment_says(studio: Studio) -> None:
    operation = future(studio, studio.deploy(studio.named("Axeon", description="x" * 2**20)))
    with pytest.raises(exceptions.GoogleAPICallError, match="9: The character cannot be deployed"):
        operation.result(timeout=20, polling=QUICKLY)


def test_every_answer_about_an_operation_is_google_s_message(studio: Studio) -> None:
    read = partial(json_format.Parse, message=operations_pb2.Operation(), ignore_unknown_fields=False)
    begun = studio.who.post(f"{ROOT}{studio.named('Axeon')}:deploy")
    message = read(begun.text)
    assert message.done is False
    assert message.metadata.Is(Struct.DESCRIPTOR)
    ended = studio.who.get(f"{ROOT}{studio.ended(message.name)['name']}")
    message = json_format.Parse(ended.text, operations_pb2.Operation())
    assert message.WhichOneof("result") == "response"
    assert json_format.MessageToDict(message) == ended.json()


GO: dict[str, Any] = {
    "name": "",
    "defaultCharacterDescription": {
        "givenName": "Axeon",
        "nicknames": None,
        "customDialogStyles": None,
        "exampleDialogStyle": "EXAMPLE_DIALOG_STYLE_DEFAULT",
    },
    "defaultCharacterAssets": {"voice": None, "rpmAvatar": None},
    "initialMood": None,
    "commonKnowledge": None,
    "scenes": None,
    "personalKnowledge": None,
    "meta": None,
    "safetyConfig": None,
}


def test_a_go_program_sends_null_for_whatever_it_has_not(studio: Studio) -> None:
    made = studio.create(GO)
    assert made == studio.patch(made["name"], GO)
    assert made["name"] == "workspaces/magic_world/characters/axeon"
    studio.delete(made["name"])
    assert studio.page() == {"characters": [], "nextPageToken": ""}


def test_a_mod_of_a_game_creates_waits_and_patches_the_whole_object_back(studio: Studio) -> None:
    body = b'{"defaultCharacterDescription": {"givenName": "Lydia"}, "facts": [{"uuid": "u", "text": ["Sworn."], "tags": []}]}'
    name = studio.create(content=body, headers={"content-type": "text/plain;charset=UTF-8"})["name"]
    listed = next(one for one in studio.page(pageSize=500)["characters"] if one["name"].endswith("/lydia"))
    listed["defaultCharacterDescription"]["description"] = "Carries burdens."
    listed |= {"meta": {"totalCommonKnowledge": 0}, "sharePortalInfo": {"isShared": False}}
    changed = studio.patch(name, listed)
    assert changed["facts"] == [{"uuid": "u", "text": ["Sworn."], "tags": []}]
    assert changed == listed | {"meta": None, "sharePortalInfo": None}


def test_a_page_in_a_browser_deploys_by_the_name_it_works_out(studio: Studio) -> None:
    assert studio.who.post(f"{ROOT}{studio.workspace}/characters", GO).status_code == 200
    given_name = GO["defaultCharacterDescription"]["givenName"]
    plain = given_name.lower().replace(" ", "_")
    assert studio.deploy(f"{studio.workspace}/characters/{plain}")["done"] is False


def test_an_editor_s_misspelling_is_never_refused(studio: Studio) -> None:
    made = studio.create(
        {"defaultCharacterDescription": {"chracterRole": "smith", "pronoun": "PRONOUN_FEMALE"}}
    )
    assert made["defaultCharacterDescription"]["chracterRole"] == "smith"
    assert made["defaultCharacterDescription"]["pronoun"] == "PRONOUN_FEMALE"


def test_an_app_moves_the_mood_and_reads_it_back(studio: Studio) -> None:
    name = studio.named("Axeon")
    mood = {"joy": 12, "fear": -3, "trust": 0, "surprise": 100}
    assert studio.patch(name, {"initialMood": mood})["initialMood"] == mood
