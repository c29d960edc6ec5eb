"""The feed of everybody's public characters. Each test tells its own by a word that nobody else has."""

import secrets
from typing import Any

import pytest
from tests.callers import caller
from tests.dialects.replr.bodies import FOUND, WHOLE, created, fetched, page, path_of, updated
from tests.served import Caller

from greenroom.characters import Transaction
from greenroom.characters.catalogue import Catalogue

EXPLORE = "/v1/replrs/explore"


@pytest.fixture
def word() -> str:
    return "w" + secrets.token_hex(8)


def public(who: Caller, name: str, **fields: Any) -> Any:
    return created(who, **{"name": name, "is_public": True} | fields)


def names(who: Caller, **query: Any) -> list[str]:
    text = "&".join(f"{name}={value}" for name, value in query.items())
    return [one["name"] for one in page(who, f"{EXPLORE}?{text}")["data"]]


def test_an_item_is_as_in_the_vendor_s_example(ada: Caller, bob: Caller, word: str) -> None:
    made = public(
        ada, word, **{name: value for name, value in WHOLE.items() if name not in {"name", "is_public"}}
    )
    answer = page(bob, f"{EXPLORE}?q={word}")
    (item,) = answer.pop("data")
    assert list(item) == FOUND
    assert item.items() <= made.items()
    assert answer == {"total": 1, "limit": 20, "offset": 0}


def test_it_is_never_a_character_whose_id_is_explore(ada: Caller) -> None:
    assert page(ada, f"{EXPLORE}/").keys() == {"data", "total", "limit", "offset"}
    for method in ("PUT", "PATCH", "DELETE", "POST"):
        answer = ada.send(method, EXPLORE)
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
        assert answer.json()["error"] == "method_not_allowed"


def test_public_ones_of_everybody_are_found_and_no_others(ada: Caller, bob: Caller, word: str) -> None:
    public(ada, f"{word} hers")
    public(bob, f"{word} his")
    created(ada, name=f"{word} private")
    hidden = created(ada, name=f"{word} unlisted")
    ada.post("/apiUpdateCharacter", {"id": hidden["id"], "visibility": "unlisted"})
    assert (
        names(ada, q=word, sort="recent")
        == names(bob, q=word, sort="recent")
        == [f"{word} his", f"{word} hers"]
    )


def test_a_write_shows_in_the_very_next_call(ada: Caller, word: str) -> None:
    made = created(ada, name=word)
    assert names(ada, q=word) == []
    updated(ada, made, is_public=True)
    assert names(ada, q=word) == [word]
    updated(ada, made, name="Other", description=f"Formerly {word}")
    assert names(ada, q=word) == ["Other"]
    updated(ada, made, is_public=False)
    assert names(ada, q=word) == []
    updated(ada, made, is_public=True)
    ada.delete(path_of(made))
    assert names(ada, q=word) == []


def test_a_character_that_was_never_deployed_is_not_found(ada: Caller, bob: Caller, word: str) -> None:
    path = "/studio/v1/workspaces/default/characters"
    ada.post(path, {"defaultCharacterDescription": {"givenName": word, "description": "d"}})
    (made,) = page(ada, "/v1/replrs")["data"]
    updated(ada, made, is_public=True)
    assert names(ada, q=word) == []
    assert bob.get(path_of(made)).status_code == 404
    ada.post(f"/v1/characters/{made['id']}/publish")
    assert names(bob, q=word) == [word]


def test_what_is_found_and_read_by_others_is_the_live_copy(ada: Caller, bob: Caller, word: str) -> None:
    made = public(ada, word)
    slug = f"/studio/v1/workspaces/default/characters/{made['id']}"
    ada.send("PATCH", slug, json={"defaultCharacterDescription": {"givenName": f"{word} draft"}})
    assert fetched(ada, made)["name"] == f"{word} draft"
    assert names(ada, q=word) == [fetched(bob, made)["name"]] == [word]
    updated(ada, made, description="Said here.")
    assert fetched(bob, made)["description"] == fetched(ada, made)["description"] == "Said here."
    assert fetched(bob, made)["name"] == word
    ada.post(f"/v1/characters/{made['id']}/publish")
    assert names(bob, q=word) == [fetched(bob, made)["name"]] == [f"{word} draft"]


def test_a_category(ada: Caller, word: str) -> None:
    public(ada, f"{word} a", category="tutor")
    public(ada, f"{word} b", category="coach")
    public(ada, f"{word} c")
    assert names(ada, q=word, category="tutor") == [f"{word} a"]
    assert page(ada, f"{EXPLORE}?q={word}&category=coach")["total"] == 1
    assert names(ada, q=word, category="other") == []


@pytest.mark.parametrize("category", ["", "Tutor", "villain", "tutor,coach", "*"])
def test_a_category_that_is_none(category: str, ada: Caller) -> None:
    answer = ada.get(f"{EXPLORE}?category={category}")
    assert (answer.status_code, answer.json()["details"]["fields"].keys()) == (400, {"category"})


def talk(who: Caller, character: Any, messages: int) -> None:
    """Count messages, as conversations will."""

    def unit(db: Transaction) -> None:
        catalogue = Catalogue()
        record = catalogue.get(db, caller(who.account_id, who.handle), character["id"])
        catalogue.count_messages(db, record, messages)

    who.served.write(unit)


def test_the_three_orders(ada: Caller, word: str) -> None:
    old, middle, new = (public(ada, f"{word} {name}") for name in ("old", "middle", "new"))
    talk(ada, old, 3)
    talk(ada, middle, 5)
    assert [name.split()[1] for name in names(ada, q=word)] == ["middle", "old", "new"]
    assert names(ada, q=word) == names(ada, q=word, sort="popular") == names(ada, q=word, sort="trending")
    assert names(ada, q=word, sort="recent") == [one["name"] for one in (new, middle, old)]
    (first, *_) = page(ada, f"{EXPLORE}?q={word}")["data"]
    assert first["message_count"] == fetched(ada, middle)["message_count"] == 5


def test_words_are_found_by_their_beginnings_in_any_script_and_case(ada: Caller, word: str) -> None:
    public(ada, f"{word} Café", description="黒猫の魔女, Senior engineer")
    for query in ("CAFE", "caf", "Caf%C3%A9", "senior+ENG", "%E9%AD%94%E5%A5%B3", "eng%20%20caf"):
        assert names(ada, q=f"{word}%20{query}") == [f"{word} Café"], query
    for query in ("afe", "engineers", "senior+designer", "%25", "_afe", "%E9%AD%94%E7%8C%AB"):
        expected = [f"{word} Café"] if query == "%25" else []  # a sign is no word
        assert names(ada, q=f"{word}%20{query}") == expected, query


def test_a_picture_is_a_word_and_signs_are_part_of_one(ada: Caller, word: str) -> None:
    public(ada, f"{word} 🐉 C++")
    for query in ("%F0%9F%90%89", "c%2B%2B", "c", "%F0%9F%90%89c%2B"):
        assert names(ada, q=f"{word}%20{query}") == [f"{word} 🐉 C++"], query
    for query in ("%F0%9F%98%80", "c%23"):
        assert names(ada, q=f"{word}%20{query}") == [], query


def test_instructions_are_not_searched(ada: Caller, word: str) -> None:
    public(ada, "Nora", instructions=f"The password is {word}.", greeting_message=word)
    assert names(ada, q=word) == []


@pytest.mark.parametrize("query", ["%25", "_", "*", "!!!", "%E2%80%94", "'%20OR%201=1"])
def test_signs_find_nothing(query: str, ada: Caller) -> None:
    public(ada, "Nora")
    answer = page(ada, f"{EXPLORE}?q={query}")
    assert (answer["data"], answer["total"]) == ([], 0)


@pytest.mark.parametrize("query", ["", "%20", "+%09"])
def test_a_blank_search_is_none(query: str, ada: Caller) -> None:
    public(ada, "Nora")
    assert page(ada, f"{EXPLORE}?q={query}")["total"] == page(ada, EXPLORE)["total"] > 0


def test_a_search_has_at_most_200_characters(ada: Caller) -> None:
    assert ada.get(f"{EXPLORE}?q={'x' * 200}").status_code == 200
    answer = ada.get(f"{EXPLORE}?q={'x' * 201}&sort=x")
    assert answer.json()["details"]["fields"] == {
        "sort": "must be one of popular, recent, trending",
        "q": "must be at most 200 characters",
    }


def test_what_no_text_can_hold_is_not_looked_for(ada: Caller) -> None:
    answer = ada.get(f"{EXPLORE}?q=a%00b")
    assert (answer.status_code, answer.json()["details"]["fields"]) == (400, {"q": "must not contain U+0000"})


def test_pages_hold_each_item_once(ada: Caller, word: str) -> None:
    made = [public(ada, f"{word} {number}")["name"] for number in range(5)][::-1]
    pages = [names(ada, q=word, sort="recent", limit=2, offset=offset) for offset in (0, 2, 4, 6)]
    assert pages == [made[:2], made[2:4], made[4:], []]
    assert page(ada, f"{EXPLORE}?q={word}&limit=2&offset=6") == {
        "data": [],
        "total": 5,
        "limit": 2,
        "offset": 6,
    }


def test_the_feed_is_not_paged_without_end(ada: Caller) -> None:
    assert ada.get(f"{EXPLORE}?offset=10000").status_code == 200
    answer = ada.get(f"{EXPLORE}?offset=10001")
    assert (answer.status_code, answer.json()["details"]) == (
        400,
        {"fields": {"offset": "must be a whole number from 0 to 10,000"}},
    )
    assert ada.get("/v1/replrs?offset=10001").status_code == 200


def test_nobody_explores_without_a_key(ada: Caller) -> None:
    assert ada.served.http.get(EXPLORE).status_code == 401
    assert ada.with_key(scopes=["write"]).get(EXPLORE).status_code == 403
