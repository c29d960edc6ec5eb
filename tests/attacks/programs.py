"""Attacks of programs: through the APIs, by whoever has a key of their own."""

import base64
import json
import secrets
import socket
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from tests.served import Caller, Served

SECRET = "the canary under the floor"
CARD = {"spec": "chara_card_v3", "spec_version": "3.0", "data": {"name": "Mine"}}


def another_header(served: Served) -> None:
    """A2: a key that may only read writes, by each form that a key can come in, through each API."""
    key = served.new_key(served.newcomer().account_id, scopes=["read"])
    pair = base64.b64encode(f"{key}:".encode()).decode()
    parts = base64.b64encode(f"{key[:15]}:{key[15:]}".encode()).decode()
    forms = (
        *({"authorization": f"{scheme} {key}"} for scheme in ("Bearer", "bearer", "Key", "Token")),
        *({"authorization": f"Basic {one}"} for one in (pair, parts)),
        *({name: key} for name in ("convai-api-key", "x-api-key", "api-key", "x-goog-api-key")),
    )
    for path, body in WRITES:
        for headers in forms:
            answer = served.http.post(path, json=body, headers=headers)
            assert answer.status_code in {401, 403, 404}, (path, [*headers], answer.status_code)


WRITES: tuple[tuple[str, Any], ...] = (
    ("/v1/characters", {"character": {"name": "Mine"}}),
    ("/v1/keys", {"label": "mine", "scopes": ["read"]}),
    ("/v1/replrs", {"name": "Mine", "description": "d"}),
    ("/studio/v1/workspaces/default/characters", {"defaultCharacterDescription": {"givenName": "Mine"}}),
    ("/character/create", {"charName": "Mine", "voiceType": "MALE", "backstory": "b"}),
    ("/api/context/characters/default/default", {"name": "Mine"}),
    ("/apiCreateCharacter", {"name": "Mine", "definition": "d", "greetings": ["g"]}),
)


def owners_fields(served: Served) -> None:
    """A4: a stranger looks for what its owner alone may see of a public character, and writes what nobody may write."""
    owner, stranger = served.newcomer(), served.newcomer()
    fields = {"name": "Nora", "visibility": "public", "prompt": {"definition": SECRET}, "category": "cafe"}
    made = owner.post("/v1/characters", {"character": fields | {"knowledge": {"common": [SECRET]}}}).json()
    link = owner.post(f"/v1/characters/{made['id']}/share", {}).json()["share_url"].removeprefix(served.url)
    places = (link, "/v1/explore?q=nora", f"/v1/characters/{made['id']}", "/v1/replrs/explore", "/v1/models")
    for path in (*places, f"/v1/replrs/{made['id']}", f"/characters/{made['id']}"):
        for kind in ("application/json", "text/html"):
            assert SECRET not in stranger.get(path, headers={"accept": kind}).text, path
    forged = {
        "account_id": owner.account_id,
        "creator_id": owner.account_id,
        "message_count": 999,
        "revision": 7,
    }
    answer = stranger.post("/v1/characters", forged | {"character": {"name": "Mine"}})
    if answer.status_code == 201:
        assert (answer.json()["message_count"], answer.json()["revision"]) == (0, 1)
    mine = stranger.post("/apiCreateCharacter", forged | {"name": "M", "definition": "d", "greetings": ["g"]})
    assert owner.account_id not in mine.text
    assert len(owner.get("/v1/characters").json()["items"]) == 1


def fetched_link(served: Served) -> None:
    """C1: addresses of this machine, in every spelling, where a picture is asked for."""
    who = served.newcomer()
    with listening() as (port, calls):
        hosts = ("127.0.0.1", "[::ffff:127.0.0.1]", "2130706433", "0x7f000001", "0177.0.0.1", "localhost")
        for url in (
            *(f"http://{host}:{port}/x.png" for host in hosts),
            f"//127.0.0.1:{port}/x.png",
            "file:///etc/passwd",
        ):
            body = {"name": "N", "definition": "d", "greetings": ["g"], "avatar": url}
            assert who.post("/apiCreateCharacter", body).status_code == 400, url
            assert who.post("/v1/assets", {"picture": url}).status_code == 400, url
            data = {"name": "N", "assets": [{"type": "icon", "uri": url, "name": "main", "ext": "png"}]}
            who.post("/v1/imports", CARD | {"data": data})
        assert calls == []


@contextmanager
def listening() -> Iterator[tuple[int, list[str]]]:
    """A port of this machine, and who called there."""
    calls: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                calls.append("called")
                connection.close()

        threading.Thread(target=answer, daemon=True).start()
        yield server.getsockname()[1], calls


def bomb(served: Served) -> None:
    """D1: a file of a few kilobytes that unfolds to a hundred megabytes."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("card.json", json.dumps(CARD))
        archive.writestr("assets/other/data/1.bin", bytes(100 << 20))
    answer = served.newcomer().send("POST", "/v1/imports", content=packed.getvalue())
    assert answer.status_code == 400, answer.text[:200]


def path_out(served: Served) -> None:
    """D1: a file of many whose name leads out of the folder that it is laid in."""
    who, name = served.newcomer(), f"greenroom-attack-{secrets.token_hex(8)}.json"
    outside = Path(tempfile.gettempdir()) / name
    try:
        files = [
            ("file", (path, json.dumps(CARD), "application/json"))
            for path in (f"../../{name}", f"/tmp/{name}")
        ]
        begun = who.send("POST", "/v1/imports/batch", files=files).json()["id"]
        assert ended(who, begun)["state"] == "done"
        assert not outside.exists()
    finally:
        outside.unlink(missing_ok=True)


def ended(who: Caller, operation_id: str) -> Any:
    """An operation at its end."""
    deadline = time.monotonic() + 60
    while True:
        found = who.get(f"/v1/operations/{operation_id}").json()
        if found["finished_at"]:
            return found
        assert time.monotonic() < deadline
        time.sleep(0.1)


def forged_cursor(served: Served) -> None:
    """F1: a token of a page that nobody was given; and statements where words, orders and categories are asked for."""
    who = served.newcomer()
    for name in ("one", "two"):
        who.post("/v1/characters", {"character": {"name": name}})
    token = who.get("/v1/characters?limit=1").json()["next_cursor"]
    raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    forged = base64.urlsafe_b64encode(bytes(16) + raw[16:]).decode().rstrip("=")
    for cursor in (forged, token[:-2], token + "AA", "x"):
        assert who.get(f"/v1/characters?cursor={cursor}").status_code == 400, cursor
    for path in (
        "/v1/explore?q={}",
        "/v1/explore?sort={}",
        "/v1/explore?category={}",
        "/v1/replrs/explore?category={}",
    ):
        for said in ("x' OR '1'='1", "'; DROP TABLE accounts; --", "${HOME}", "a\x00b"):
            assert who.get(path.format(said.replace("\x00", "%00"))).status_code < 500, (path, said)
    assert who.get("/v1/account").status_code == 200
