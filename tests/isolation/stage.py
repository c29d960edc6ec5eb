"""What an account may own, of every kind that an id can name, with a canary wherever only its owner may look."""

import time
from typing import Any

import httpx2
from tests.served import PICTURE, Caller, data_url, png
from tests.tables import TABLES, query

from greenroom.database import Transaction

ALL = "/v1/characters"
STUDIO = "/studio/v1/workspaces/default/characters"
WORLD = "/api/context/characters/default/default"
CANARY = "canary4711"
PLAYER = "3f0b2c9e-8a57-4f0b-9d1a-5d0c2b7e1a10"
NEVER = {
    **dict.fromkeys(
        (
            *("id", "operation", "section", "next_section", "trigger", "document_id", "function_id"),
            *("speaker_id", "knowledge", "scene_operation", "knowledge_operation"),
        ),
        "01900000-0000-7000-8000-000000000000",
    ),
    "npc_id": "A" * 20,
    "slug": "nobody",
    "scene": "nowhere",
    "key_id": "rp_AAAAAAAAAAAA",
    "asset_id": "A" * 24,
    "share": "A" * 22,
    "place": "nowhere",
}
"""Ids of nothing, by the names that `Stage.ids` has for things."""

SECRETIVE = {
    "nickname": CANARY,
    "prompt": dict.fromkeys(("definition", "personality", "scenario", "system", "post_history"), CANARY),
    "greetings": {"first": "Hello.", "alternates": [CANARY], "group_only": [CANARY]},
    "examples": [CANARY],
    "person": {"motivation": CANARY, "flaws": CANARY, "interests": [CANARY]},
    "knowledge": {"facts": [{"text": CANARY}], "common": [CANARY]},
    "goals": CANARY,
    "world": {"quests": [{"description": CANARY, "reward": CANARY}]},
    "safety": {"blocked_words": [CANARY]},
    "collections": [CANARY],
}
"""What is written for the model or for the owner alone."""

DRAFT = {
    "defaultCharacterDescription": dict.fromkeys(
        (
            *("givenName", "description", "motivation", "externalDescription", "exampleDialog"),
            *("characterRole", "flaws", "x_unknown"),
        ),
        CANARY,
    ),
    "yamlConfig": CANARY,
    "x_unknown": CANARY,
}
"""A change that is never deployed: even what strangers see of a live copy must not come from here."""


def said(answer: httpx2.Response) -> Any:
    assert answer.status_code in {200, 201}, answer.text
    return answer.json()


class Stage:
    """A character of this visibility, and everything else that has an id; `ids` are those, by name."""

    def __init__(self, owner: Caller, visibility: str) -> None:
        self.owner = owner
        self.ids = {"player": PLAYER, "revision": "1"}
        self._character(visibility)
        self._account()
        self._story()
        self._places()
        self._neighbours()
        self._draft()

    def rows(self) -> dict[str, list[str]]:
        """Everything that the database has of the owner, but for when keys were last used."""
        return self.owner.served.write(_rows, self.owner.account_id)

    def _character(self, visibility: str) -> None:
        owner = self.owner
        avatar = said(owner.post("/v1/assets", {"picture": PICTURE}))
        unused = said(owner.post("/v1/assets", {"picture": data_url(png((9, 9, 9)))}))
        character = {"name": "Nora", "visibility": visibility, "avatar": avatar["id"], **SECRETIVE}
        made = said(owner.post(ALL, {"character": character}))
        self.ids |= {"id": made["id"], "asset_id": unused["id"], "file": avatar["url"].rpartition("/")[2]}
        for path, body in (
            ("/apiUpdateCharacter", {"id": made["id"], "x_unknown": CANARY}),
            (
                "/character/update",
                {
                    "charID": made["id"],
                    "x_unknown": CANARY,
                    "personalised_prompt_config": {"PROMPT": CANARY},
                },
            ),
        ):
            said(owner.post(path, body))
        said(owner.send("PATCH", f"/v1/replrs/{made['id']}", json={"x_unknown": CANARY}))
        shared = said(owner.post(f"{ALL}/{made['id']}/share"))
        self.ids["share"] = shared["share_url"].rpartition("/")[2]
        self.ids["slug"] = said(owner.get(f"{STUDIO}/{made['id']}"))["name"].rpartition("/")[2]
        (npc,) = said(owner.get(WORLD))["characters"]
        self.ids["npc_id"] = npc["id"]

    def _account(self) -> None:
        owner = self.owner
        key = said(owner.post("/v1/keys", {"label": CANARY, "scopes": ["read"]}))
        function = {"name": CANARY, "description": CANARY, "source_code": CANARY}
        document = {"file": CANARY, "file_name": CANARY}
        self.ids |= {
            "key_id": key["id"],
            "function_id": said(owner.post("/functions/create", function))["function"]["function_id"],
            "document_id": said(owner.post("/character/knowledge-bank/upload", document))["id"],
            "speaker_id": said(owner.post("/user/speaker/new", {"name": CANARY}))["speaker_id"],
        }
        docs = [{"id": self.ids["document_id"], "status": "active"}]
        said(owner.post("/character/update", {"charID": self.ids["id"], "docs": docs}))

    def _story(self) -> None:
        for name in ("section", "next_section"):
            self.ids[name] = self._tell("create-section", section_name=CANARY, objective=CANARY)["section_id"]
        ways = {"from_section_id": self.ids["section"], "to_section_id": self.ids["next_section"]}
        self._tell("add-decision", **ways, criteria=CANARY)
        trigger = self._tell("create-trigger", trigger_name=CANARY, trigger_message=CANARY)
        self.ids["trigger"] = trigger["trigger_id"]

    def _tell(self, verb: str, **fields: Any) -> Any:
        body = {"character_id": self.ids["id"], **fields}
        return said(self.owner.post(f"/character/narrative/{verb}", body))

    def _places(self) -> None:
        place = "secret_place"
        for path in ("world/default", f"region/default/{place}", f"location/default/{place}/{place}"):
            kind = path.partition("/")[0]
            said(
                self.owner.post(
                    f"/api/context/{path}?{kind}_id={place}", {"lore": CANARY, "x_unknown": CANARY}
                )
            )
        session = {"session_key": "campaign", "game_id": "game", "player_id": PLAYER}
        said(self.owner.post("/api/sessionmanager", session))
        self.ids["place"] = place

    def _neighbours(self) -> None:
        """A scene and a piece of common knowledge, each deployed once."""
        root = STUDIO.rpartition("/")[0]
        for kind, collection, record in (
            ("scene", "scenes", {"displayName": "Hills", "description": CANARY}),
            ("knowledge", "common-knowledge", {"displayName": CANARY, "memoryRecords": [CANARY]}),
        ):
            made = said(self.owner.post(f"{root}/{collection}", record))
            self.ids[kind] = made["name"].rpartition("/")[2]
            operation = said(self.owner.post(f"{root}/{collection}/{self.ids[kind]}:deploy"))
            self.ids[f"{kind}_operation"] = operation["name"].rpartition("/")[2]

    def _draft(self) -> None:
        """Deploy what is there, wait for it, and then write a draft."""
        studio = f"{STUDIO}/{self.ids['id']}"
        operation = said(self.owner.post(f"{studio}:deploy"))["name"]
        self.ids["operation"] = operation.rpartition("/")[2]
        while not said(self.owner.get(f"{studio}/operations/{self.ids['operation']}"))["done"]:
            time.sleep(0.01)
        said(self.owner.send("PATCH", studio, json=DRAFT))


def _rows(db: Transaction, account_id: str) -> dict[str, list[str]]:
    found = {}
    for table in TABLES:
        columns = "*" if table != "api_keys" else "key_id, label, scopes, expires_at, revoked_at"
        sql = f"SELECT {columns} FROM {table} WHERE account_id = "
        if table not in {"discovery_totals", "meta"}:
            asked = query(sql)._replace(sqlite=f"{sql}:account", postgres=f"{sql}%(account)s")
            found[table] = sorted(str(tuple(row)) for row in db.all(asked, {"account": account_id}))
    return found
