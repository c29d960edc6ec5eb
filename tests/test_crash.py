"""Servers that are killed again and again under 32 clients: what was acknowledged is there, whole, and once."""

import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import httpx2
import pytest
from tests.conftest import LONG
from tests.mortal import Mortal
from tests.served import Caller, data_url, png
from tests.tables import query

from greenroom.app import vendors
from greenroom.characters import store
from greenroom.characters.stored import decode
from greenroom.database import Transaction

CLIENTS = 32
DEATHS = 40 if LONG else 3
PICTURES = [data_url(png((20 * shade, 90, 60))) for shade in range(8)]
STUDIO = "/studio/v1/workspaces/default/characters"
NAMED = sum(bool(dialect.naming and not dialect.naming.derived) for dialect in vendors())
"""How many names of a character are written down: those that don't follow from its id."""

_number = count()


class Order(NamedTuple):
    """A create that a client wants done once: where, what, and the key under which it asks again."""

    path: str
    body: dict[str, Any]
    key: str


class Client:
    """Creates one character after another through one dialect; what got no answer is asked for again first."""

    def __init__(self, who: Caller, *, studio: bool) -> None:
        self.who = who
        self.orders = studio_orders() if studio else roleplay_orders()
        self.open = next(self.orders)
        self.kept: list[tuple[Order, dict[str, Any]]] = []

    def work(self) -> None:
        """Until the server is gone."""
        while True:
            try:
                self.finish()
            except httpx2.TransportError:
                return

    def finish(self) -> None:
        """See to it that the open order is done."""
        answer = self.who.post(self.open.path, self.open.body, headers={"idempotency-key": self.open.key})
        assert answer.status_code == 200, answer.text
        self.kept.append((self.open, anywhere(answer.json())))
        self.open = next(self.orders)


def anywhere(shown: dict[str, Any]) -> dict[str, Any]:
    """The same wherever the server now listens: its pictures by path."""
    return shown | ({"avatar": urlsplit(shown["avatar"]).path} if "avatar" in shown else {})


def roleplay_orders() -> Iterator[Order]:
    for number in _number:
        body = {
            "name": f"Nora {number % 5}",
            "definition": f"The definition of number {number}. " * 20,
            "greetings": [f"Hello from {number}.", "Again?"],
            "description": f"Number {number}",
            "message_examples": [f"<START>\n{number}"],
            "character_collections": ["harbour"],
            "x_number": {"is": number},
            "avatar": PICTURES[number % len(PICTURES)],
        }
        yield Order("/apiCreateCharacter", body, f"key-{number}")


def studio_orders() -> Iterator[Order]:
    for number in _number:
        facts = [{"text": f"Fact {at} of {number}.", "weight": at} for at in range(20)]
        body = {
            "defaultCharacterDescription": {
                "givenName": f"Nora {number % 5}",
                "motivation": f"Number {number}",
            },
            "initialMood": {"joy": number % 100},
            "personalKnowledge": {"facts": facts},
            "xNumber": {"is": number},
        }
        yield Order(STUDIO, body, f"key-{number}")


@pytest.fixture
def mortal(database_location: str, data_dir: Any) -> Iterator[Mortal]:
    with Mortal(data_dir / "served", database_location) as server:
        yield server
    assert "Traceback" not in server.log(), server.log()


@pytest.mark.timeout(900)
def test_what_was_acknowledged_survives_and_nothing_is_half_there_or_twice(mortal: Mortal) -> None:
    ada = mortal.newcomer()
    clients = [Client(ada, studio=number % 2 == 0) for number in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS) as pool:
        for _ in range(DEATHS):
            working = [pool.submit(client.work) for client in clients]
            await_answers(clients, random.randint(1, 100))
            mortal.die()
            for work in working:
                work.result()
            mortal.rise()
        list(pool.map(Client.finish, clients))

    kept = [one for client in clients for one in client.kept]
    assert len({order.key for order, _ in kept}) == len(kept)
    shown = everything_shown(ada)
    assert len(shown) == len(kept)
    for order, answer in kept:
        assert said({name: value for name, value in order.body.items() if name != "avatar"}, answer)
        assert shown[answer.get("id") or answer["name"]] == answer
    for link in {answer["avatar"] for _, answer in kept if "avatar" in answer}:
        assert mortal.http.get(link).status_code == 200
    assert mortal.write(halves, ada.account_id, len(kept)) == []


def await_answers(clients: list[Client], more: int) -> None:
    """Until there are so many more of them, and then for a moment that falls anywhere between two."""
    enough = sum(len(client.kept) for client in clients) + more
    deadline = time.monotonic() + 60
    while sum(len(client.kept) for client in clients) < enough:
        assert time.monotonic() < deadline
        time.sleep(0.001)
    time.sleep(random.uniform(0, 0.01))


def everything_shown(ada: Caller) -> dict[str, dict[str, Any]]:
    """Each character as the dialect that made it shows it: those with a motivation are the studio's."""
    roleplay = ada.get("/apiListCharacters").json()["characters"]
    studio: list[dict[str, Any]] = []
    token = ""
    while True:
        page = ada.get(STUDIO, params={"pageSize": 1000, "pageToken": token}).json()
        studio += page["characters"]
        token = page["nextPageToken"]
        if not token:
            break
    assert len(studio) == len(roleplay)
    by_id = {one["id"]: anywhere(one) for one in roleplay if one["definition"]}
    by_name = {one["name"]: one for one in studio if one["defaultCharacterDescription"]["motivation"]}
    return by_id | by_name


def said(body: Any, shown: Any) -> bool:
    """Whether all of `body` is in what is shown."""
    if isinstance(body, dict):
        return isinstance(shown, dict) and all(said(value, shown.get(key)) for key, value in body.items())
    return bool(body == shown)


def halves(db: Transaction, account_id: str, characters: int) -> list[str]:
    """Whatever is not whole in the rows of characters, in words."""
    wrong: list[str] = []
    mine = f"account_id = '{account_id}'"

    def numbers(sql: str) -> dict[str, int]:
        return dict(db.all(query(sql), {}))

    addresses = numbers(f"SELECT character_id, COUNT(*) FROM addresses WHERE {mine} GROUP BY character_id")
    revisions = numbers(f"SELECT character_id, COUNT(*) FROM revisions WHERE {mine} GROUP BY character_id")
    items = numbers(f"SELECT character_id, COUNT(*) FROM list_items WHERE {mine} GROUP BY character_id")
    rows = db.all(query(f"SELECT character_id, revision, draft FROM characters WHERE {mine}"), {})
    answers = db.one(query(f"SELECT COUNT(*) FROM idempotency WHERE {mine}"), {})
    for character_id, revision, draft in rows:
        lists = store.lists_of(decode(draft).knowledge)
        found = [table.get(character_id, 0) for table in (addresses, revisions, items)]
        expected = [NAMED, revision - 1, sum(listed.count for _, _, listed in lists)]
        if found != expected:
            wrong.append(f"{character_id} has {found} addresses, revisions, items, not {expected}")
    strays = {*addresses, *revisions, *items} - {row[0] for row in rows}
    wrong += [f"rows of {stray}, which is no character" for stray in strays]
    if len(rows) != characters or answers != (characters,):
        wrong.append(f"{len(rows)} characters and {answers} answers, not {characters}")
    return wrong
