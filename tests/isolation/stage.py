"""What an account may own, of every kind that an id can name, with a canary wherever only its owner may look."""

import time
from typing import Any

from tests.isolation.ask import CANARY, said
from tests.isolation.requests import PLANTS
from tests.served import PICTURE, Caller, data_url, png
from tests.tables import NOBODYS, TABLES, query

from greenroom.database import Transaction

ALL = "/v1/characters"
STUDIO = "/studio/v1/workspaces/default/characters"
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


class Stage:
    """A character of this visibility, and everything else that has an id; `ids` are those, by name."""

    def __init__(self, owner: Caller, visibility: str) -> None:
        self.owner = owner
        self.ids: dict[str, str] = {"revision": "1"}
        self._character(visibility)
        for plant in PLANTS:
            self.ids |= plant(owner, self.ids)
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
        shared = said(owner.post(f"{ALL}/{made['id']}/share"))
        self.ids["share"] = shared["share_url"].rpartition("/")[2]
        key = said(owner.post("/v1/keys", {"label": CANARY, "scopes": ["read"]}))
        self.ids["key_id"] = key["id"]

    def _draft(self) -> None:
        """Deploy what is there, wait for it, and then write a draft."""
        studio = f"{STUDIO}/{self.ids['id']}"
        operation = said(self.owner.post(f"{studio}:deploy"))["name"]
        self.ids["operation"] = operation.rpartition("/")[2]
        while not said(self.owner.get(f"{studio}/operations/{self.ids['operation']}"))["done"]:
            time.sleep(0.01)
        self.draft(DRAFT)

    def draft(self, changes: dict[str, Any]) -> None:
        """Change the working copy, and nothing that is live."""
        said(self.owner.send("PATCH", f"{STUDIO}/{self.ids['id']}", json=changes))


def _rows(db: Transaction, account_id: str) -> dict[str, list[str]]:
    found = {}
    for table in TABLES:
        columns = "*" if table != "api_keys" else "key_id, label, scopes, expires_at, revoked_at"
        whose = "owner_id" if table == "ledger" else "account_id"
        sql = f"SELECT {columns} FROM {table} WHERE {whose} = "
        if table not in NOBODYS:
            asked = query(sql)._replace(sqlite=f"{sql}:account", postgres=f"{sql}%(account)s")
            found[table] = sorted(str(tuple(row)) for row in db.all(asked, {"account": account_id}))
    return found
