"""Every transcript of every dialect, replayed through a served process on both engines."""

from base64 import b64encode
from collections.abc import Callable, MutableMapping
from pathlib import Path

import pytest
from tests.served import PICTURE, Caller, Served

from greenroom import dialects
from greenroom.accounts import service
from greenroom.cli.dialects import all_dialects
from greenroom.database import Transaction
from greenroom.dialects.kit.passport import Dialect
from greenroom.dialects.kit.routes import Route
from greenroom.http.routes import RouteTree
from greenroom.probe.transcript import PLACEHOLDER, Answer, Send, parse, replay

FOLDER = Path(dialects.__path__[0])
TRANSCRIPTS = sorted(FOLDER.glob("*/transcripts/*.http"))
MIB = 2**20


class Cast(dict[str, str]):
    """What a transcript may take as known, and whoever appears in it, made when they are first named."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self._hero = served.newcomer()
        super().__init__(url=served.url, key=self._hero.key, handle=self._hero.handle, picture=PICTURE)

    def __missing__(self, name: str) -> str:
        if name not in ROLES:
            raise KeyError(f"{{{{{name}}}}} is not known yet")
        self[name] = ROLES[name](self._served, self._hero)
        return self[name]


def _revoked_key(served: Served, hero: Caller) -> str:
    key = hero.with_key().key
    served.write(service.revoke_key, hero.account_id, key[:15])
    return key


def _suspended_key(served: Served, _hero: Caller) -> str:
    villain = served.newcomer()

    def suspend(db: Transaction) -> None:
        service.suspend_account(db, villain.account_id)

    served.write(suspend)
    return villain.key


def _exhausted_key(served: Served, _hero: Caller) -> str:
    guest = served.newcomer("guest")
    while guest.delete("/v1/characters/none").status_code != 429:
        pass
    return guest.key


def _basic(_served: Served, hero: Caller) -> str:
    return b64encode(f"{hero.key[:15]}:{hero.key[15:]}".encode()).decode()


ROLES: dict[str, Callable[[Served, Caller], str]] = {
    "basic": _basic,
    "strangers_key": lambda served, _: served.newcomer().key,
    "read_key": lambda _, hero: hero.with_key(scopes=["read"]).key,
    "keys_key": lambda _, hero: hero.with_key(scopes=["keys"]).key,
    "expired_key": lambda _, hero: hero.with_key(lives=1).key,
    "revoked_key": _revoked_key,
    "suspended_key": _suspended_key,
    "exhausted_key": _exhausted_key,
    "huge_picture": lambda *_: "data:image/png;base64," + "A" * (5 * MIB * 4 // 3 + 4),
    "huge_text": lambda *_: "x" * (12 * MIB),
}


def sender(served: Served) -> Send:
    def send(method: str, path: str, headers: list[tuple[str, str]], body: bytes) -> Answer:
        answer = served.http.request(method, path, headers=headers, content=body)
        return Answer(answer.status_code, answer.headers, answer.content)

    return send


@pytest.fixture
def cast(served: Served) -> MutableMapping[str, str]:
    return Cast(served)


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_transcript_replays(path: Path, served: Served, cast: MutableMapping[str, str]) -> None:
    for exchange in parse(path.read_text()):
        replay(exchange, cast, sender(served))


@pytest.mark.parametrize("dialect", all_dialects().values(), ids=lambda dialect: dialect.name)
def test_every_documented_operation_is_in_one_that_succeeds(dialect: Dialect) -> None:
    tree: RouteTree[Route] = RouteTree()
    for route in dialect.routes:
        tree.add(route.method, route.path, route, dialect.name)
    seen: set[tuple[str, str]] = set()
    for path in (FOLDER / dialect.name / "transcripts").glob("*.http"):
        for exchange in parse(path.read_text()):
            method, _, target = exchange.request.first.partition(" ")
            found = tree.find(PLACEHOLDER.sub("x", target.partition("?")[0]))
            if found and method in found.methods and exchange.answer.first.startswith("HTTP/1.1 2"):
                seen.add((method, found.methods[method].path))
    documented = {(route.method, route.path) for route in dialect.routes if not route.alias}
    assert documented - seen == set()
