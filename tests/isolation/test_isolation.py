"""The isolation matrix: every route × whoever asks × things of every kind, of characters of every visibility.

Generated from the application's own list of routes; one that its dialect's `isolation.py` doesn't know fails here. To strangers and
to nobody no answer tells what is the owner's, nothing of theirs is changed by others, and what is private is answered
like what never was. Lastly the owner asks the same, so that every row is known to ask for something.
"""

import json
import re
import time
from collections.abc import Mapping
from typing import NamedTuple

import httpx2
import pytest
from tests.isolation.ask import CANARY, Ask, said
from tests.isolation.requests import NEVER, NEVER_SUCCEEDS, TABLE, path_of, row_of
from tests.isolation.stage import Stage
from tests.served import Caller, Served

from greenroom.accounts import service
from greenroom.cli.dialects import all_dialects
from greenroom.dialects.kit.routes import Route

ROUTES = [(dialect.name, route) for dialect in all_dialects().values() for route in dialect.routes]
VISIBILITIES = ("private", "unlisted", "public")
SAME = {"x-request-id": "same"}
ONCE = SAME | {"idempotency-key": "same"}
_OF_A_CHARACTER = re.compile(r"\{(id|slug)\}")
_MADE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Theatre(NamedTuple):
    """An owner's stage, and who else is there."""

    stage: Stage
    stranger: Caller
    others: Mapping[str, Caller]  # other keys of the owner, and none
    before: dict[str, list[str]]


def _theatre(served: Served, visibility: str) -> Theatre:
    owner = served.newcomer()
    others = {
        "a revoked key": owner.with_key(),
        "a key that only reads": owner.with_key(scopes=["read"]),
        "a key for keys": owner.with_key(scopes=["keys"]),
        "nobody": Caller(served, owner.account_id, owner.handle, ""),
    }
    served.write(service.revoke_key, owner.account_id, others["a revoked key"].key[:15])
    stage = Stage(owner, visibility)
    return Theatre(stage, served.newcomer(), others, stage.rows())


@pytest.fixture(scope="module")
def theatres() -> dict[tuple[str, str], Theatre]:
    """Those that are there, by address of the server and visibility; nobody changes anything there."""
    return {}


def filled(text: str, ids: Mapping[str, str]) -> str:
    """A text with ids in place of their names."""
    return re.sub(r"\{(\w+)\}", lambda found: ids.get(found[1], found[0]), text)


def asked(
    who: Caller,
    dialect: str,
    route: Route,
    ask: Ask,
    ids: Mapping[str, str],
    headers: Mapping[str, str] = SAME,
) -> httpx2.Response:
    """The answer to a request that names these things."""
    body = {} if ask.body is None else {"json": json.loads(filled(json.dumps(ask.body), ids))}
    carried = headers if who.key else {**headers, "authorization": ""}
    return who.send(route.method, filled(path_of(dialect, route) + ask.query, ids), headers=carried, **body)


def gist(answer: httpx2.Response, ids: Mapping[str, str]) -> tuple[int, str]:
    """An answer without the ids that were asked for, and those that were made for it."""
    text = answer.text
    for name in sorted(ids.keys() & NEVER.keys(), key=lambda name: -len(ids[name])):
        text = re.sub(re.escape(ids[name]), "<asked>", text, flags=re.IGNORECASE)
    return answer.status_code, _MADE.sub("<made>", text)


def named(one: str | Route) -> str:
    return one if isinstance(one, str) else f"{one.method} {one.path}"


def test_every_route_is_in_the_matrix_and_nothing_else() -> None:
    assert {row_of(route) for _, route in ROUTES} == TABLE.keys()


@pytest.mark.parametrize(("dialect", "route"), ROUTES, ids=named)
def test_what_is_the_owners_stays_the_owners(
    dialect: str, route: Route, served: Served, theatres: dict[tuple[str, str], Theatre]
) -> None:
    for visibility in VISIBILITIES:
        place = (served.url, visibility)
        theatre = theatres.get(place) or _theatre(served, visibility)
        for ask in TABLE[row_of(route)]:
            _stranger_learns_nothing(theatre, dialect, route, ask, visibility)
            _keys_open_what_they_are_for(theatre, dialect, route, ask)
        after = theatre.stage.rows()
        theatres[place] = theatre._replace(before=after)
        changed = {table for table in after if after[table] != theatre.before[table]}
        assert changed == set(), visibility


def _stranger_learns_nothing(theatre: Theatre, dialect: str, route: Route, ask: Ask, visibility: str) -> None:
    ids = theatre.stage.ids
    answer = _without_canary(theatre.stranger, dialect, route, ask, ids)
    if visibility != "private":
        return
    assert_alike(answer, asked(theatre.stranger, dialect, route, ask, ids | NEVER), ids)
    if _OF_A_CHARACTER.search(path_of(dialect, route) + json.dumps(ask)):
        own, same = (_own(theatre.stranger) for _ in range(2))
        answer = _without_canary(theatre.stranger, dialect, route, ask, ids | own)
        assert_alike(
            answer, asked(theatre.stranger, dialect, route, ask, ids | NEVER | same), ids | own, same
        )


def _own(who: Caller) -> dict[str, str]:
    """A new character of somebody's, under all names that a character has: things of others are looked for in it."""
    made = who.post("/v1/characters", {"character": {"name": "Mine"}}).json()
    return dict.fromkeys(("id", "slug", "npc_id"), made["id"])


def _without_canary(
    who: Caller, dialect: str, route: Route, ask: Ask, ids: Mapping[str, str]
) -> httpx2.Response:
    """A stranger's answer, which tells nothing of the owner's."""
    answer = asked(who, dialect, route, ask, ids)
    assert answer.status_code < 500 or row_of(route) in NEVER_SUCCEEDS, answer.text
    echoed = CANARY in json.dumps(ask)
    assert echoed or CANARY not in answer.text + str(answer.headers), answer.text
    return answer


def assert_alike(
    foreign: httpx2.Response,
    unknown: httpx2.Response,
    ids: Mapping[str, str],
    same: Mapping[str, str] | None = None,
) -> None:
    """Of two answers either both are refusals and the same, or neither is one."""
    if max(foreign.status_code, unknown.status_code) >= 400:
        assert gist(foreign, ids) == gist(unknown, {**NEVER, **(same or {})})


def _keys_open_what_they_are_for(theatre: Theatre, dialect: str, route: Route, ask: Ask) -> None:
    for name, who in theatre.others.items():
        if name == f"a key that only {route.scope}s" or (name, route.scope) == ("a key for keys", "keys"):
            continue
        answer = asked(who, dialect, route, ask, theatre.stage.ids)
        assert CANARY not in answer.text, name
        if route.scope:  # one vendor says 400 to who brings no key
            assert answer.status_code in {400, 401, 403}, (name, answer.text)


def test_what_the_owner_keeps_back_moves_nothing_that_strangers_see(served: Served) -> None:
    stage, stranger = Stage(served.newcomer(), "public"), served.newcomer()

    def seen() -> dict[str, tuple[int, str, str | None]]:
        answers = {
            f"{named(route)} {ask}": asked(stranger, dialect, route, ask, stage.ids)
            for dialect, route in ROUTES
            if route.method == "GET"
            for ask in TABLE[row_of(route)]
            if _OF_A_CHARACTER.search(path_of(dialect, route) + json.dumps(ask))
        }
        return {
            name: (*gist(answer, stage.ids), answer.headers.get("etag")) for name, answer in answers.items()
        }

    before = seen()
    time.sleep(1)  # some moments are shown in seconds
    stage.draft({"yamlConfig": "more"})
    said(stage.owner.post("/v1/keys", {"label": CANARY, "scopes": ["read"]}))
    assert seen() == before


@pytest.mark.parametrize(
    ("dialect", "route"),
    [row for row in ROUTES if not row[1].alias and row_of(row[1]) not in NEVER_SUCCEEDS],
    ids=named,
)
def test_the_owner_gets_it(dialect: str, route: Route, served: Served) -> None:
    """So the refusals above are no mere mistakes in the asking."""
    stage, stranger = Stage(served.newcomer(), "unlisted"), served.newcomer()
    ask = TABLE[row_of(route)][0]
    answer = asked(stage.owner, dialect, route, ask, stage.ids, ONCE)
    assert answer.status_code < 400, answer.text
    if route.creates:
        repeated = asked(stage.owner, dialect, route, ask, stage.ids, ONCE)
        assert repeated.headers["idempotent-replayed"] == "true"
        foreign = asked(stranger, dialect, route, ask, stage.ids, ONCE)
        assert "idempotent-replayed" not in foreign.headers
