"""How each operation of this dialect is asked for a thing, and what it plants, for the isolation matrix (tests/isolation)."""

from collections.abc import Mapping
from typing import Any

from tests.isolation.ask import CANARY, Ask, Ids, said
from tests.served import Caller

ID = {"character_id": "{id}"}
CHAR = {"charID": "{id}"}
SECTION = ID | {"section_id": "{section}"}
TRIGGER = ID | {"trigger_id": "{trigger}"}
WAY = ID | {"from_section_id": "{section}", "to_section_id": "{next_section}"}

NEVER_SUCCEEDS = {
    *("POST /tts", "POST /connect"),
    *(f"POST /llm-models/{verb}" for verb in ("register", "update", "deregister", "list")),
}
TABLE: Mapping[str, tuple[Ask, ...]] = {
    **dict.fromkeys(
        (
            *("POST /character/list", "GET /character/list", "POST /user/referral-source-status"),
            *("POST /user/update-source", "POST /user/user-api-usage", "GET /health"),
            *("POST /user/speaker/list", "GET /tts/get_available_voices", "GET /tts/voices"),
            *("GET /tts/get_available_languages", "POST /character/getSupportedModel", *NEVER_SUCCEEDS),
        ),
        (Ask(),),
    ),
    "POST /character/create": (
        Ask(body={"charName": "Mine", "voiceType": "MALE", "backstory": "x"}),
        Ask(
            body={
                "charName": "Mine",
                "voiceType": "MALE",
                "backstory": "x",
                "docs": [{"id": "{document_id}", "status": "active"}],
            }
        ),
    ),
    **dict.fromkeys(
        ("POST /character/getResponse", "POST /character/getActionResponse"),
        (
            Ask(body=CHAR | {"userText": "Hello", "sessionID": "{session}"}),
            Ask(body=CHAR | {"userText": "", "file": "UklGRg==", "sessionID": "{session}"}),
        ),
    ),
    "POST /character/get": (Ask(body=CHAR), Ask(body={"charID": "canary4711"})),
    "GET /character/get": (Ask("?character_id={id}"),),
    "POST /character/details": (Ask(body=CHAR),),
    "POST /character/update": (Ask(body=CHAR | {"charName": "Mine"}),),
    "POST /character/delete": (Ask(body=CHAR),),
    "POST /user/clone_character": (Ask(body=CHAR | {"KB": True}),),
    "POST /user/speaker/new": (Ask(body={"name": "Mine"}),),
    "POST /user/speaker/delete": (Ask(body={"speakerId": "{speaker_id}"}),),
    "POST /character/toggle-is-narrative-driven": (Ask(body=ID | {"is_narrative_driven": True}),),
    **{
        f"POST /character/narrative/{verb}": (Ask(body=body),)
        for verb, body in {
            "create-section": ID | {"section_name": "Mine", "objective": "x"},
            "edit-section": SECTION | {"updated_data": {"objective": "Mine"}},
            "get-section": SECTION,
            "list-sections": ID,
            "delete-section": SECTION,
            "create-trigger": ID | {"trigger_name": "Mine"},
            "get-trigger": TRIGGER,
            "list-triggers": ID,
            "update-trigger": TRIGGER | {"updated_data": {"trigger_message": "Mine"}},
            "delete-trigger": TRIGGER,
            "add-decision": WAY | {"criteria": "Mine"},
            "edit-decision": WAY | {"updated_data": {"criteria": "Mine"}},
            "delete-decision": WAY,
            "get-current-section": ID | {"session_id": "evening"},
            "update-node-position": ID
            | {"node_type": "section", "updated_nodes": [{"section_id": "{section}", "node_position": [1]}]},
            "update-start-section-id": ID | {"start_narrative_section_id": "{section}"},
        }.items()
    },
    "POST /character/knowledge-bank/upload": (Ask(body={"file": "x", "file_name": "mine"}),),
    "POST /character/knowledge-bank/update": (Ask(body={"document_id": "{document_id}", "file": "x"}),),
    "POST /character/knowledge-bank/list": (Ask(body=ID),),
    "POST /character/knowledge-bank/delete": (Ask(body={"document_id": "{document_id}"}),),
    "POST /functions/create": (Ask(body={"name": "mine", "description": "x", "source_code": "x"}),),
    "POST /functions/list": (Ask(), Ask(body=ID)),
    "POST /functions/delete": (Ask(body={"function_id": "{function_id}"}),),
}

NEVER = dict.fromkeys(
    ("section", "next_section", "trigger", "document_id", "function_id", "speaker_id"),
    "01900000-0000-7000-8000-000000000000",
) | {"session": "01900000000070008000000000000000"}
SECRETIVE = {
    **dict.fromkeys(
        ("blockchain", "contract_address", "mint_address", "owner_address", "backstory", "x_unknown"), CANARY
    ),
    **{name: [CANARY] for name in ("state_names", "state_links")},
    **{name: {"x": CANARY} for name in ("guard_rails", "metadata_filter", "embodiment", "embodiment_data")},
    "personalised_prompt_config": {"PROMPT": CANARY, "SPEAKER": CANARY, "x_unknown": CANARY},
    "guardrail_meta": {"blockedWords": [CANARY], "x_unknown": CANARY},
    "speaking_style": {"sample_dialogues": CANARY, "x_unknown": CANARY},
    "model_details": {"x_unknown": CANARY, "METAHUMAN": {"x_unknown": CANARY}},
    "character_traits": {"x_unknown": CANARY, "personality_traits": {"x_unknown": CANARY}},
}
"""What no stranger is shown, kept or understood or neither."""


def plant(owner: Caller, ids: Ids) -> Ids:
    function = {"name": CANARY, "description": CANARY, "source_code": CANARY}
    document = {"file": CANARY, "file_name": CANARY}
    made = {
        "function_id": said(owner.post("/functions/create", function))["function"]["function_id"],
        "document_id": said(owner.post("/character/knowledge-bank/upload", document))["id"],
        "speaker_id": said(owner.post("/user/speaker/new", {"name": CANARY}))["speaker_id"],
    }
    docs = [{"id": made["document_id"], "status": "active"}]
    said(owner.post("/character/update", {"charID": ids["id"], "docs": docs, **SECRETIVE}))
    thread = said(owner.post("/v1/threads", {"character": ids["id"], "title": CANARY}))["id"]
    return made | _story(owner, ids["id"]) | {"session": thread.replace("-", "")}


def _story(owner: Caller, character_id: str) -> Ids:
    def tell(verb: str, **fields: Any) -> Any:
        return said(owner.post(f"/character/narrative/{verb}", {"character_id": character_id, **fields}))

    one, other = (
        tell("create-section", section_name=CANARY, objective=CANARY)["section_id"] for _ in range(2)
    )
    tell("add-decision", from_section_id=one, to_section_id=other, criteria=CANARY)
    trigger = tell("create-trigger", trigger_name=CANARY, trigger_message=CANARY)
    return {"section": one, "next_section": other, "trigger": trigger["trigger_id"]}
