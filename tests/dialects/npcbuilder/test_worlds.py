"""Worlds, their regions and locations, and the characters that stand in them."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

import pytest
from tests.dialects.npcbuilder.bodies import WHOLE, WORLD, created, got, listed, refused, said
from tests.served import PICTURE, Caller

from greenroom.http.request_log import read_lines
from greenroom.http.server import Seen

ARDA = "/api/context/world/game123/world456"
REGIONS = "/api/context/region/game123/world456"
LOCATIONS = "/api/context/location/game123/world456/region789"
NEW_ID = 20
KINDS = [
    ("World", "/api/context/world/game123", "world_id", "world"),
    ("Region", REGIONS, "region_id", "region"),
    ("Location", LOCATIONS, "location_id", "location"),
]
FIELDS: dict[str, dict[str, Any]] = {
    "world": {
        "lore": "l" * 1400,
        "name": "n" * 25,
        "description": "d" * 1400,
        "creatures": "c" * 75,
        "similarWorlds": ["Narnia"],
    },
    "region": {
        "lore": "l" * 1400,
        "name": "n" * 25,
        "weather": "w" * 25,
        "culture": "c" * 125,
        "politicalStability": "anarchy",
    },
    "location": {"lore": "l" * 1400, "name": "n" * 25, "role": "r" * 25},
}
BLANK = {
    "world": dict.fromkeys(FIELDS["world"]) | {"similarWorlds": []},
    "region": dict.fromkeys(FIELDS["region"]),
    "location": dict.fromkeys(FIELDS["location"]),
}
INSIDE: dict[str, dict[str, Any]] = {
    "world": {"characters": [], "locations": [], "regions": []},
    "region": {"characters": [], "locations": []},
    "location": {"characters": []},
}
each_kind = pytest.mark.parametrize(("word", "above", "key", "kind"), KINDS)


def summary(character: Any) -> Any:
    return {name: character[name] for name in ("id", "name", "role")}


@each_kind
def test_a_place_is_made_read_changed_and_deleted(
    word: str, above: str, key: str, kind: str, ada: Caller
) -> None:
    made = said(ada.post(above, FIELDS[kind]), 201)
    name = made[key]
    assert (len(name), name.isalnum()) == (NEW_ID, True)
    assert made == {
        "message": f"{word}: {name} has been created with the following context.",
        key: name,
        f"{kind}_context": FIELDS[kind],
    }
    path = f"{above}/{name}"
    assert said(ada.get(path)) == {key: name, kind: {"id": name} | FIELDS[kind] | INSIDE[kind]}
    for verb in ("PATCH", "PUT"):
        changed = said(ada.send(verb, path, json={"name": None, "lore": "new"}))
        assert changed == {
            "message": f"{word}: {name} has been updated with the following context.",
            key: name,
            f"{kind}_context": FIELDS[kind] | {"name": None, "lore": "new"},
        }
    assert said(ada.delete(path)) == {"message": f"{word}: {name} has been deleted.", key: name}
    for verb in ("GET", "PATCH", "DELETE"):
        answer = ada.send(verb, path)
        assert refused(answer) == (404, "not_found", "")
        assert answer.json()["message"].startswith(f"{kind} not found: game123/")


@each_kind
def test_nothing_is_required_and_a_create_answers_with_what_came(
    word: str, above: str, key: str, kind: str, ada: Caller
) -> None:
    made = said(ada.post(above, {"name": "x", "lore": None, "id": "mine", "characters": [1]}), 201)
    assert made[f"{kind}_context"] == {"name": "x"}, word
    shown = said(ada.get(f"{above}/{made[key]}"))[kind]
    assert shown == {"id": made[key]} | BLANK[kind] | {"name": "x"} | INSIDE[kind]


@each_kind
def test_unknown_fields_are_kept(word: str, above: str, key: str, kind: str, ada: Caller) -> None:
    made = said(ada.post(above, {"climate": {"of": [1]}, "x": 1}), 201)
    path = f"{above}/{made[key]}"
    said(ada.send("PATCH", path, json={"x": None}))
    assert said(ada.get(path))[kind] == {"id": made[key]} | BLANK[kind] | INSIDE[kind] | {
        "climate": {"of": [1]}
    }, word
    answer = ada.send("PATCH", path, json={"y": "z" * 2**16})
    assert refused(answer) == (400, "bad_request", "y")


@each_kind
def test_an_id_of_one_s_own_is_taken_once(word: str, above: str, key: str, kind: str, ada: Caller) -> None:
    assert said(ada.post(f"{above}?{key}=My-Own_1", {"name": "x"}), 201)[key] == "My-Own_1"
    answer = ada.post(f"{above}?{key}=my-own_1", {"name": "y"})
    assert refused(answer) == (409, "conflict", "")
    assert said(ada.get(f"{above}/MY-OWN_1"))[kind]["name"] == "x", word


@each_kind
def test_a_repeated_create_has_one_effect(word: str, above: str, key: str, kind: str, ada: Caller) -> None:
    one, other = (ada.post(above, {}, headers={"idempotency-key": "k"}) for _ in range(2))
    assert said(one, 201) == said(other, 201), (word, kind)
    assert said(one, 201)[key] == said(other, 201)[key]


@each_kind
def test_places_are_each_account_s_own(
    word: str, above: str, key: str, kind: str, ada: Caller, bob: Caller
) -> None:
    name = said(ada.post(above, FIELDS[kind]), 201)[key]
    for verb in ("GET", "PATCH", "DELETE"):
        assert refused(bob.send(verb, f"{above}/{name}")) == (404, "not_found", ""), word
    reader = ada.with_key(scopes=["read"])
    assert refused(reader.post(above, {})) == (403, "forbidden", "")
    assert refused(reader.delete(f"{above}/{name}")) == (403, "forbidden", "")
    assert said(reader.get(f"{above}/{name}"))


BAD: list[tuple[str, Any, str]] = [
    ("world", {"lore": "x" * 1401}, "lore"),
    ("world", {"name": "x" * 26}, "name"),
    ("world", {"name": 5}, "name"),
    ("world", {"creatures": "x" * 76}, "creatures"),
    ("world", {"similarWorlds": "x"}, "similarWorlds"),
    ("world", {"similarWorlds": ["x" * 65]}, "similarWorlds[0]"),
    ("world", {"similarWorlds": ["x"] * 101}, "similarWorlds"),
    ("region", {"weather": "x" * 26}, "weather"),
    ("region", {"culture": "x" * 126}, "culture"),
    ("region", {"politicalStability": "Stable"}, "politicalStability"),
    ("region", {"politicalStability": 1}, "politicalStability"),
    ("location", {"role": "x" * 26}, "role"),
    ("location", {"more": "\0"}, "more"),
]


@pytest.mark.parametrize(("kind", "body", "field"), BAD)
def test_what_is_beyond_the_bounds_is_refused(kind: str, body: Any, field: str, ada: Caller) -> None:
    ((above, key),) = [(above, key) for _, above, key, name in KINDS if name == kind]
    assert refused(ada.post(above, body)) == (400, "bad_request", field)
    name = said(ada.post(above, {"name": "x"}), 201)[key]
    assert refused(ada.send("PATCH", f"{above}/{name}", json=body)) == (400, "bad_request", field)
    shown = said(ada.get(f"{above}/{name}"))[kind]
    assert shown == {"id": name} | BLANK[kind] | {"name": "x"} | INSIDE[kind]


def test_an_empty_word_is_unset(ada: Caller) -> None:
    name = said(ada.post(REGIONS, {"politicalStability": "stable"}), 201)["region_id"]
    said(ada.send("PATCH", f"{REGIONS}/{name}", json={"politicalStability": ""}))
    assert said(ada.get(f"{REGIONS}/{name}"))["region"]["politicalStability"] is None


# --- how worlds come to be ---


def test_a_world_comes_into_being_with_its_first_character(ada: Caller, bob: Caller) -> None:
    for path in (ARDA, WORLD, f"{WORLD}/x"):
        assert refused(ada.get(path)) == (404, "not_found", "")
    character = created(ada)
    world = said(ada.get(ARDA))["world"]
    assert world == {"id": "world456"} | BLANK["world"] | INSIDE["world"] | {
        "characters": [summary(character)]
    }
    assert refused(bob.get(ARDA)) == (404, "not_found", "")
    assert refused(ada.get("/api/context/world/game123/other")) == (404, "not_found", "")
    assert refused(ada.post("/api/context/world/game123?world_id=world456", {})) == (409, "conflict", "")
    assert said(ada.send("PATCH", ARDA, json={"name": "Arda"}))["world_context"]["name"] == "Arda"


@pytest.mark.parametrize("above", [REGIONS, LOCATIONS])
def test_or_with_its_first_place(above: str, ada: Caller) -> None:
    said(ada.post(above, {}), 201)
    assert said(ada.get(ARDA))["world"]["characters"] == []


def test_a_refused_create_makes_none(ada: Caller) -> None:
    assert ada.post(WORLD, {"age": "old"}).status_code == 400
    assert ada.get(ARDA).status_code == 404


def test_the_default_world_was_always_there(ada: Caller) -> None:
    path = "/context/world/default/default"
    assert said(ada.get(path))["world"] == {"id": "default"} | BLANK["world"] | INSIDE["world"]
    assert said(ada.send("PATCH", path, json={"lore": "x"}))["world_context"]["lore"] == "x"
    assert said(ada.get("/context/characters/default/default")) == {"characters": []}
    said(ada.delete(path))
    assert said(ada.get(path))["world"]["lore"] is None


def test_names_are_compared_without_case_and_shown_as_first_written(ada: Caller) -> None:
    character = created(ada, WHOLE)
    assert got(ada, character["id"], WORLD.replace("game", "GAME")) == character
    assert (
        said(ada.get(ARDA.upper().replace("/API/CONTEXT/WORLD", "/api/context/world")))["world_id"]
        == "world456"
    )


# --- who stands where ---


@pytest.fixture
def placed(ada: Caller) -> dict[str, Any]:
    """Characters in a region, at a location in it, and nowhere."""
    said(ada.post(f"{REGIONS}?region_id=region789", {"name": "Eriador"}), 201)
    said(ada.post(f"{LOCATIONS}?location_id=inn", {"name": "Inn", "role": "tavern"}), 201)
    return {
        "roamer": created(ada, {"name": "Roamer"}, f"{WORLD}?region_id=Region789"),
        "guest": created(ada, {"name": "Guest"}, f"{WORLD}?region_id=region789&location_id=inn"),
        "nobody": created(ada, {"name": "Nobody"}),
        "stray": created(ada, {"name": "Stray"}, f"{WORLD}?region_id=unheard-of&session_id=x"),
    }


def test_a_world_lists_its_characters_by_region_and_location(placed: dict[str, Any], ada: Caller) -> None:
    roamer, guest, nobody, stray = (summary(one) for one in placed.values())
    inn = {"id": "inn", "name": "Inn", "role": "tavern", "characters": [guest]}
    world = said(ada.get(ARDA))["world"]
    assert world["characters"] == listed(ada) == [roamer, guest, nobody, stray]
    assert world["locations"] == [inn]
    assert world["regions"] == [
        {"id": "region789", "name": "Eriador", "locations": [inn], "characters": [roamer, guest]}
    ]
    region = said(ada.get(f"{REGIONS}/region789"))["region"]
    assert (region["locations"], region["characters"]) == ([inn], [roamer, guest])
    assert said(ada.get(f"{LOCATIONS}/inn"))["location"]["characters"] == [guest]


def where(who: Caller, character: Any) -> tuple[bool, bool]:
    """Whether a character is in the region, and whether it is at the inn."""
    region = said(who.get(f"{REGIONS}/region789"))["region"]["characters"]
    inn = said(who.get(f"{LOCATIONS}/inn"))["location"]["characters"]
    return summary(character) in region, summary(character) in inn


MOVES = [
    ("", True, True),
    ("?region_id=elsewhere", False, False),
    ("?region_id=elsewhere&location_id=inn", False, False),
    ("?region_id=", False, False),
    ("?region_id=&location_id=inn", False, True),
    ("?region_id=REGION789", True, True),
    ("?location_id=", True, False),
    ("?location_id=elsewhere", True, False),
    ("?region_id=&location_id=", False, False),
    ("?location_id=INN&region_id=REGION789", True, True),
]


@pytest.mark.parametrize(("query", "region", "inn"), MOVES)
def test_an_update_moves_a_character_by_its_query(
    query: str, *, region: bool, inn: bool, placed: dict[str, Any], ada: Caller
) -> None:
    guest = placed["guest"]
    path = f"{WORLD}/{guest['id']}{query}"
    said(ada.send("PATCH", path, json={}))
    assert where(ada, guest) == (region, inn)
    assert got(ada, guest["id"]) == guest


def test_a_location_lives_in_its_region(placed: dict[str, Any], ada: Caller) -> None:
    """Two of one id in two regions are two; who says no region is wherever that id is."""
    other = "/api/context/location/game123/world456/other"
    said(ada.post(f"{other}?location_id=INN", {"name": "Other inn"}), 201)
    assert refused(ada.post(f"{other}?location_id=inn", {})) == (409, "conflict", "")
    said(ada.send("PATCH", f"{LOCATIONS}/inn", json={"lore": "old"}))
    assert said(ada.get(f"{other}/inn"))["location"]["name"] == "Other inn"
    lost = created(ada, {"name": "Lost"}, f"{WORLD}?location_id=inn")
    there = created(ada, {"name": "There"}, f"{WORLD}?region_id=other&location_id=inn")
    last = created(ada, {"name": "Last"}, f"{WORLD}?region_id=region789&location_id=inn")
    here = [summary(one) for one in (placed["guest"], lost, last)]
    assert said(ada.get(f"{LOCATIONS}/inn"))["location"]["characters"] == here
    assert said(ada.get(f"{other}/inn"))["location"]["characters"] == [summary(lost), summary(there)]
    world = said(ada.get(ARDA))["world"]
    assert {one["name"]: len(one["characters"]) for one in world["locations"]} == {"Inn": 3, "Other inn": 2}
    said(ada.delete(f"{REGIONS}/region789"))
    assert [one["id"] for one in said(ada.get(ARDA))["world"]["locations"]] == ["INN"]
    assert said(ada.delete(f"{other}/inn"))["location_id"] == "INN"


def test_who_is_given_a_region_stays_at_the_location(ada: Caller) -> None:
    said(ada.post(f"{LOCATIONS}?location_id=inn", {}), 201)
    lost = created(ada, {"name": "Lost"}, f"{WORLD}?location_id=inn")
    said(patch_at(ada, lost, "?region_id=region789"))
    assert said(ada.get(f"{LOCATIONS}/inn"))["location"]["characters"] == [summary(lost)]
    said(patch_at(ada, lost, "?region_id=other"))
    assert said(ada.get(f"{LOCATIONS}/inn"))["location"]["characters"] == []


def test_a_region_goes_with_its_locations_and_its_characters_stay(
    placed: dict[str, Any], ada: Caller
) -> None:
    other = "/api/context/location/game123/world456/other"
    said(ada.post(f"{other}?location_id=cave", {}), 201)
    said(ada.delete(f"{REGIONS}/region789"))
    world = said(ada.get(ARDA))["world"]
    assert (world["regions"], [one["id"] for one in world["locations"]]) == ([], ["cave"])
    assert len(world["characters"]) == len(placed)
    assert refused(ada.get(f"{LOCATIONS}/inn")) == (404, "not_found", "")
    assert refused(ada.get(f"{LOCATIONS}/cave")) == (404, "not_found", "")
    said(ada.post(f"{REGIONS}?region_id=region789", {}), 201)
    region = said(ada.get(f"{REGIONS}/region789"))["region"]
    assert region["characters"] == [summary(placed["roamer"]), summary(placed["guest"])]


BAD_IDS = ["%20", "a%20b", "a.b", "x" * 65, "%7Bregion_id%7D", "%00", "%C3%A9", "a%2Fb"]


@pytest.mark.parametrize("name", BAD_IDS)
def test_what_cannot_be_an_id_is_refused(name: str, ada: Caller) -> None:
    character = created(ada)
    for parameter in ("region_id", "location_id"):
        assert refused(ada.post(f"{WORLD}?{parameter}={name}", {})) == (400, "bad_request", parameter)
        assert refused(patch_at(ada, character, f"?{parameter}={name}")) == (400, "bad_request", parameter)
    assert refused(ada.post(f"/api/context/characters/{name}/w", {})) == (400, "bad_request", "game_id")
    assert refused(ada.get(f"/api/context/characters/g/{name}")) == (400, "bad_request", "world_id")
    assert refused(ada.get(f"{REGIONS}/{name}")) == (400, "bad_request", "region_id")
    assert refused(ada.get(f"{LOCATIONS}/{name}")) == (400, "bad_request", "location_id")
    assert listed(ada) == [summary(character)]


def patch_at(who: Caller, character: Any, query: str) -> Any:
    return who.send("PATCH", f"{WORLD}/{character['id']}{query}", json={})


def test_a_placeholder_of_the_samples_is_told_so(ada: Caller) -> None:
    answer = ada.post("/api/context/characters/%7Bgame_id%7D/world456", {})
    assert "put an id in place of the braces" in answer.json()["message"]


@pytest.mark.parametrize("session", ["", "x" * 129])
def test_what_cannot_be_a_session_is_refused(session: str, ada: Caller) -> None:
    character = created(ada)
    for verb in ("GET", "PATCH", "DELETE"):
        answer = ada.send(verb, f"{WORLD}/{character['id']}?session_id={session}")
        assert refused(answer) == (400, "bad_request", "session_id")
    assert got(ada, f"{character['id']}?session_id={'x' * 128}") == character


def test_the_request_log_has_the_session(ada: Caller) -> None:
    character = created(ada)
    session = f"night {ada.handle} ä"
    path = f"{WORLD}/{character['id']}?session_id={quote(session)}"
    for verb in ("GET", "PATCH", "DELETE"):
        said(ada.send(verb, path))
    lines = _logged(ada, 3)
    assert {line.method for line in lines if line.note == session} == {"GET", "PATCH", "DELETE"}
    assert {line.note for line in lines if line.method == "POST"} == {""}


def _logged(who: Caller, at_least: int) -> list[Seen]:
    """What the log has of somebody, once so many lines have a note."""
    for _ in range(100):
        lines = [
            one for one in read_lines(who.served.data / "requests.sqlite3") if one.key_id == who.key[:15]
        ]
        if sum(bool(one.note) for one in lines) >= at_least:
            return lines
        time.sleep(0.1)
    return lines


# --- deleting ---


def test_a_world_goes_with_everything_in_it(placed: dict[str, Any], ada: Caller, bob: Caller) -> None:
    hers, his = created(ada, WHOLE, "/context/characters/game123/other"), created(bob, WHOLE)
    said(ada.delete(ARDA))
    for path in (ARDA, WORLD, f"{REGIONS}/region789", f"{LOCATIONS}/inn", f"{WORLD}/{placed['guest']['id']}"):
        assert refused(ada.get(path)) == (404, "not_found", "")
    assert [one["character"]["name"] for one in said(ada.get("/v1/characters"))["items"]] == ["Aragorn"]
    assert got(ada, hers["id"], "/context/characters/game123/other") == hers
    assert got(bob, his["id"]) == his
    created(ada)
    assert said(ada.get(ARDA))["world"]["regions"] == []


def test_the_pictures_of_its_characters_are_forgotten(ada: Caller) -> None:
    nora = {"name": "Nora", "definition": "d", "greetings": ["Hi."], "avatar": PICTURE}
    link = said(ada.post("/apiCreateCharacter", nora))["avatar"].removeprefix(ada.served.url)
    (file,) = (ada.served.data / "media").rglob(f"{link.rpartition('/')[2].removesuffix('.webp')}*")
    os.utime(file, (0, 0))  # what was put lately is spared
    assert ada.get(link).status_code == 200
    said(ada.delete("/context/world/default/default"))
    assert ada.get(link).status_code == 404
    assert said(ada.get("/apiListCharacters")) == {"characters": []}


def test_a_large_world_is_listed_whole_and_deleted_whole(ada: Caller) -> None:
    with ThreadPoolExecutor(8) as threads:
        names = list(threads.map(lambda at: created(ada, {"name": f"n{at}"})["id"], range(520)))
    assert {one["id"] for one in listed(ada)} == {*names}
    assert len(said(ada.get(ARDA))["world"]["characters"]) == len(names)
    said(ada.delete(ARDA))
    assert said(ada.get("/v1/characters"))["items"] == []


@pytest.mark.parametrize("said_before", [False, True])
@each_kind
def test_none_of_many_updates_at_once_is_lost(
    word: str, above: str, key: str, kind: str, ada: Caller, *, said_before: bool
) -> None:
    """Least of all in the world that is always there, of which nothing was said before."""
    path = "/context/world/default/default"
    if said_before or kind != "world":
        path = f"{above}/{said(ada.post(above, {'name': 'x'}), 201)[key]}"

    def update(at: int) -> Any:
        return said(ada.send("PATCH", path, json={f"x{at}": at}))

    with ThreadPoolExecutor(8) as threads:
        assert all(answer[key] for answer in threads.map(update, range(40))), word
    shown = said(ada.get(path))[kind]
    assert [name for name in (f"x{at}" for at in range(40)) if name not in shown] == []


@each_kind
def test_of_many_creates_at_once_one_has_the_id(
    word: str, above: str, key: str, kind: str, ada: Caller
) -> None:
    def create(at: int) -> int:
        return ada.post(f"{above}?{key}=mine", {"x": at}).status_code

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(create, range(16))) == [201, *[409] * 15], (word, kind)


def test_who_is_made_while_a_world_is_deleted_is_found_again_or_gone(ada: Caller) -> None:
    def make(_: int) -> str:
        return str(said(ada.post(WORLD, {}), 201)["character_id"])

    def end(_: int) -> None:
        ada.delete(ARDA)

    with ThreadPoolExecutor(6) as threads:
        made = [threads.submit(make, at) for at in range(60)]
        ended = [threads.submit(end, at) for at in range(6)]
        names = {one.result() for one in made}
        assert all(one.result() is None for one in ended)
    left = [one["id"] for one in listed(ada)]
    assert {got(ada, name)["id"] for name in left} <= names
    assert len(said(ada.get("/v1/characters?limit=100"))["items"]) == len(left)


def test_who_is_made_while_a_world_is_deleted_stands_in_a_world_or_is_gone(ada: Caller) -> None:
    """Also where everybody else looks: at Greenroom's own list of places."""

    def make(_: int) -> int:
        return ada.post(WORLD, {}).status_code

    def end(_: int) -> int:
        return ada.delete(ARDA).status_code

    with ThreadPoolExecutor(16) as threads:
        answers = [threads.submit(make if at % 2 else end, at) for at in range(160)]
    assert {one.result() for one in answers} <= {200, 201, 404}
    worlds = [one["container"] for one in said(ada.get("/v1/places"))["items"]]
    left = said(ada.get("/v1/characters?limit=100"))["items"]
    for one in left:
        at = said(ada.get(f"/v1/characters/{one['id']}/places"))["items"]
        assert {place["container"] for place in at if place["dialect"] == "npcbuilder"} <= set(worlds)
    assert (ada.get(ARDA).status_code == 200) == ("game123/world456" in worlds) >= bool(left)


@pytest.mark.parametrize("above", [REGIONS, LOCATIONS, "/api/context/world/game123"])
def test_a_world_that_is_gone_leaves_nothing_that_was_said_meanwhile(above: str, ada: Caller) -> None:
    key = f"{above.split('/')[3]}_id"
    own = "world456" if key == "world_id" else "mine"

    def say(at: int) -> int:
        if at % 2:
            return ada.post(f"{above}?{key}={own}", {"name": "x"}).status_code
        return ada.send("PATCH", f"{above}/{own}", json={"name": f"{at}"}).status_code

    def end(_: int) -> int:
        return ada.delete(ARDA).status_code

    with ThreadPoolExecutor(16) as threads:
        answers = [threads.submit(end if at % 4 == 3 else say, at) for at in range(160)]
    assert {one.result() for one in answers} <= {200, 201, 404, 409}
    ada.delete(ARDA)
    assert said(ada.post(f"{above}?{key}={own}", {}), 201)[key] == own
    assert said(ada.get(ARDA))["world"]["name"] is None


def test_of_many_deletes_at_once_one_finds_the_world(ada: Caller) -> None:
    created(ada)
    with ThreadPoolExecutor(8) as threads:
        answers = threads.map(lambda _: ada.delete(ARDA).status_code, range(16))
    assert sorted(answers) == [200, *[404] * 15]
