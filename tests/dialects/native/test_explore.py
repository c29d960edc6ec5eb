"""Discovery: what is found, in which order, by whom, and what never shows."""

from typing import Any

import pytest
from tests.served import Caller, Served

from greenroom.accounts import service


@pytest.fixture
def word(served: Served) -> str:
    """A word that only this test's characters have: the server is everybody's."""
    return served.newcomer().handle.removeprefix("t_")


def made(who: Caller, name: str, **fields: Any) -> Any:
    character = {"name": name, "visibility": "public", **fields}
    answer = who.post("/v1/characters", {"character": character})
    assert answer.status_code == 201, answer.text
    return answer.json()


def found(who: Caller, word: str, more: str = "") -> list[str]:
    answer = who.get(f"/v1/explore?q={word}{more}")
    assert answer.status_code == 200, answer.text
    return [one["name"] for one in answer.json()["items"]]


def test_public_characters_are_found_by_anybody_with_a_key(ada: Caller, bob: Caller, word: str) -> None:
    for visibility in ("private", "unlisted", "public"):
        made(ada, f"{visibility} {word}", visibility=visibility)
    for who in (ada, bob):
        assert found(who, word) == [f"public {word}"]
    assert ada.served.http.get("/v1/explore").status_code == 401


def test_what_is_shown_is_what_everybody_may_see(ada: Caller, bob: Caller, word: str) -> None:
    secret = {
        "prompt": {"definition": "canary"},
        "tags": ["canary"],
        "knowledge": {"facts": [{"text": "canary"}]},
    }
    one = made(ada, word, subtitle="S", blurb="B", category="cats", greetings={"first": "Hi."}, **secret)
    ada.post(f"/v1/characters/{one['id']}/share")
    answer = bob.get(f"/v1/explore?q={word}")
    assert "canary" not in answer.text
    assert answer.json() == {
        "items": [
            {
                "id": one["id"],
                "name": word,
                "subtitle": "S",
                "description": "B",
                "greeting": "Hi.",
                "category": "cats",
                "creator_tag": f"@{ada.handle}",
                "avatar_url": one["avatar_url"],
                "message_count": 0,
                "used_count": 0,
            }
        ],
        "next_cursor": None,
    }


def test_a_draft_is_not_found_and_neither_is_what_is_private_again(ada: Caller, word: str) -> None:
    one = made(ada, f"Live {word}")
    studio = ada.get("/v1/characters/" + one["id"] + "/places").json()["items"][0]["name"]
    draft = {"defaultCharacterDescription": {"givenName": f"Draft {word}"}}
    path = f"/studio/v1/workspaces/default/characters/{studio}"
    assert ada.send("PATCH", path, json=draft).status_code == 200
    assert found(ada, word) == [f"Live {word}"]
    ada.post(f"/v1/characters/{one['id']}/publish")
    assert found(ada, word) == [f"Draft {word}"]
    ada.send("PATCH", f"/v1/characters/{one['id']}", json={"character": {"visibility": "private"}})
    assert found(ada, word) == []


def test_words_and_their_beginnings_and_categories_narrow_it_down(ada: Caller, word: str) -> None:
    made(ada, f"Café {word}", category="food", blurb="黒猫の魔女")
    made(ada, f"Harbour {word}", category="sea")
    assert found(ada, word, "%20cafe") == [f"Café {word}"]
    assert found(ada, word, "%20har") == [f"Harbour {word}"]
    assert found(ada, word, "%20%E9%AD%94%E5%A5%B3") == [f"Café {word}"]
    assert found(ada, word, "&category=sea") == [f"Harbour {word}"]
    assert found(ada, word, "&category=none") == found(ada, "%F0%9F%90%B1") == []


@pytest.mark.parametrize("sort", ["popular", "recent", "trending"])
def test_pages_meet_every_character_once(sort: str, ada: Caller, word: str) -> None:
    names = [made(ada, f"{number} {word}")["character"]["name"] for number in range(5)][::-1]
    seen: list[str] = []
    target: str | None = f"/v1/explore?q={word}&sort={sort}&limit=2"
    while target:
        answer: Any = ada.get(target)
        seen += [one["name"] for one in answer.json()["items"]]
        target = answer.headers.get("link", "").partition(">")[0].removeprefix("<") or None
    assert seen == names


def test_a_cursor_is_good_for_its_own_list_alone(ada: Caller, bob: Caller, word: str) -> None:
    for number in range(2):
        made(ada, f"{number} {word}")
    cursor = ada.get(f"/v1/explore?q={word}&limit=1").json()["next_cursor"]
    assert ada.get(f"/v1/explore?q={word}&limit=9&cursor={cursor}").status_code == 200
    for path in (f"?q=other&cursor={cursor}", f"?q={word}&sort=recent&cursor={cursor}", f"?cursor={cursor}"):
        assert ada.get(f"/v1/explore{path}").status_code == 400
    assert bob.get(f"/v1/explore?q={word}&cursor={cursor}").status_code == 400


@pytest.mark.parametrize(
    "query", ["sort=best", "limit=0", "limit=101", "cursor=x", "category=%00", "q=%00", "q=" + "x" * 201]
)
def test_a_bad_query_is_refused(query: str, ada: Caller) -> None:
    answer = ada.get(f"/v1/explore?{query}")
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")


def test_nobody_suspended_is_found(ada: Caller, bob: Caller, word: str) -> None:
    made(ada, word)
    ada.served.write(service.suspend_account, ada.handle)
    assert found(bob, word) == []
