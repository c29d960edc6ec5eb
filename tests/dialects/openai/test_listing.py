"""The list of models: who is in it, in pages and whole, and by which names each is found."""

from typing import Any

import pytest
from tests.dialects.openai.talk import MODELS, created, refused, shared
from tests.served import Caller

STUDIO = "/studio/v1/workspaces"


def listed(who: Caller, query: str = "") -> Any:
    answer = who.get(f"{MODELS}{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def ids(who: Caller, query: str = "") -> list[str]:
    return [one["id"] for one in listed(who, query)["data"]]


def draft(who: Caller, name: str, workspace: str = "default") -> None:
    """A character that was never deployed."""
    body = {"defaultCharacterDescription": {"givenName": name, "description": "Not ready."}}
    answer = who.post(f"{STUDIO}/{workspace}/characters", body)
    assert answer.status_code == 200, answer.text


def found(who: Caller, name: str) -> int:
    return who.get(f"{MODELS}/{name}").status_code


def test_it_has_own_characters_that_are_live_the_newest_first(ada: Caller, bob: Caller) -> None:
    names = [f"character:{created(ada, name)}" for name in ("Nora", "Vera")]
    draft(ada, "Unready")
    created(bob, visibility="public")
    assert ids(ada) == names[::-1]
    assert listed(ada)["has_more"] is False
    assert listed(ada)["data"][0]["owned_by"] == f"@{ada.handle}"


@pytest.mark.parametrize("size", [1, 2, 3, 10])
def test_pages_have_each_character_once_whatever_is_not_live_between(size: int, ada: Caller) -> None:
    names = []
    for name in ("Nora", "Vera", "Cara", "Mira", "Lara"):
        names.append(f"character:{created(ada, name)}")
        draft(ada, f"Unready {name}")
    seen: list[str] = []
    more = True
    while more:
        page = listed(ada, f"?limit={size}" + (f"&after={seen[-1]}" if seen else ""))
        seen += [one["id"] for one in page["data"]]
        more = page["has_more"]
        assert len(page["data"]) == size or not more
    assert seen == names[::-1]


def test_what_is_made_meanwhile_is_not_behind_anybody(ada: Caller) -> None:
    first, second = created(ada), created(ada)
    (one,) = ids(ada, "?limit=1")
    created(ada)
    assert one == f"character:{second}"
    assert ids(ada, f"?after={one}") == ids(ada, f"?after={second}") == [f"character:{first}"]


BAD = [("?limit=0", "limit"), ("?limit=1001", "limit"), ("?limit=x", "limit"), ("?after=nora", "after")]


@pytest.mark.parametrize(("query", "param"), BAD)
def test_a_query_that_means_nothing(query: str, param: str, ada: Caller) -> None:
    answer = ada.get(f"{MODELS}{query}")
    assert (answer.status_code, refused(answer)["param"]) == (400, param)


def test_a_name_is_found_however_it_is_written(ada: Caller) -> None:
    identity = created(ada, "Axeon the Enchanted")
    slug = "axeon_the_enchanted"
    for name in (
        *(identity, identity.upper(), f"character:{identity}", f"character%3A{identity}"),
        *(slug, slug.upper(), f"default/{slug}", f"default%2F{slug}", f"{slug}/"),
        *(f"character:@{ada.handle}/{slug}", f"character:@{ada.handle.upper()}/{slug}"),
        *(f"character:%40{ada.handle}%2F{slug}", f"character:@{ada.handle}/default/{slug}"),
    ):
        assert found(ada, name) == 200, name


NOBODY = [
    *(
        "x",
        "x:y",
        "character:",
        "character:@",
        "character:@x",
        "character:@x/y",
        "character:x",
        "@x/y",
        "%00",
    ),
    *(
        "nora%00",
        "x" * 5000,
        "01900000-0000-7000-8000-000000000000",
        "%F0%9F%98%80",
        "gpt-4o",
        "default",
        "%2F",
    ),
    *("character:AAAAAAAAAA", "character:nora", "a/b/c/d", "%FF", "%22%27"),
]


@pytest.mark.parametrize("name", NOBODY)
def test_a_name_of_nobody(name: str, ada: Caller) -> None:
    created(ada)
    answer = ada.get(f"{MODELS}/{name}")
    assert (answer.status_code, refused(answer)["code"]) == (404, "model_not_found")


def test_a_name_in_another_container_has_that_in_front(ada: Caller) -> None:
    draft(ada, "Nora", "harbour")
    answers = {name: ada.get(f"{MODELS}/{name}") for name in ("nora", "default/nora", "harbour/nora")}
    codes = {name: refused(answer)["code"] for name, answer in answers.items()}
    assert codes == {
        "nora": "model_not_found",
        "default/nora": "model_not_found",
        "harbour/nora": "not_deployed",
    }


def test_two_of_one_name_are_two_models(ada: Caller) -> None:
    one, other = created(ada), created(ada)
    assert ada.get(f"{MODELS}/nora").json()["created"]
    assert found(ada, one) == found(ada, other) == 200


def test_strangers_find_what_is_public_and_what_was_shared(ada: Caller, bob: Caller) -> None:
    kinds = ("private", "unlisted", "public")
    made = {kind: created(bob, kind.title(), visibility=kind) for kind in kinds}
    by_id = {kind: found(ada, made[kind]) for kind in kinds}
    by_handle = {kind: found(ada, f"character:@{bob.handle}/{kind}") for kind in kinds}
    assert by_id == by_handle == {"private": 404, "unlisted": 404, "public": 200}
    shares = {kind: shared(bob, made[kind]) for kind in kinds}
    by_share = {kind: found(ada, f"character:{share}") for kind, share in shares.items()}
    assert by_share == {"private": 404, "unlisted": 200, "public": 200}
    for identity in made.values():
        bob.delete(f"/v1/characters/{identity}/share")
    assert {found(ada, f"character:{share}") for share in shares.values()} == {404}


def test_strangers_never_learn_of_what_was_not_deployed(ada: Caller, bob: Caller) -> None:
    draft(bob, "Nora")
    assert refused(ada.get(f"{MODELS}/character:@{bob.handle}/nora"))["code"] == "model_not_found"
    assert refused(bob.get(f"{MODELS}/nora"))["code"] == "not_deployed"
