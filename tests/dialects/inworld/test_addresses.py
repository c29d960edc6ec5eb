"""Workspaces and names through a served process: who makes them, in which spellings they are found."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.dialects.inworld.studio import DCD, ROOT, Refused, Studio, at
from tests.served import PICTURE, Caller

SLUGS = [
    ("Axeon the Enchanted", "axeon_the_enchanted"),
    ("Zoë  Ångström-Łuk", "zoe__angstrom-uk"),
    ("Dr. J.R. O'Neil!", "dr_jr_oneil"),
    ("ＦＵＬＬ", "character"),
    ("黒猫の魔女", "character"),
    ("", "character"),
    ("   ", "character"),
    ("\t\u3000\n", "character"),
    (" a ", "_a_"),
    ("\u0000/../%2F", "2f"),
    ("x" * 80, "x" * 55),
    ("__-- 1", "__--_1"),
]


@pytest.mark.parametrize(("given_name", "slug"), SLUGS)
def test_a_character_is_called_by_its_given_name(given_name: str, slug: str, studio: Studio) -> None:
    name = studio.named(given_name)
    assert name == f"workspaces/magic_world/characters/{slug}"
    expected = given_name if given_name.strip() else "Character"
    assert at(studio.get(name), f"{DCD}.givenName") == expected
    assert at(studio.patch(name, {DCD: {"givenName": given_name}}), f"{DCD}.givenName") == expected


def test_a_name_that_is_taken_gets_five_letters_more(studio: Studio) -> None:
    first, second, third = (studio.named("A" * 60) for _ in range(3))
    assert first == f"workspaces/magic_world/characters/{'a' * 55}"
    assert len({first, second, third}) == 3
    for name in (second, third):
        assert re.fullmatch(f"{first}-[a-z]{{5}}", name)
        assert studio.get(name)["name"] == name


def test_creates_of_one_name_at_the_same_moment_all_succeed(studio: Studio) -> None:
    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(lambda _: studio.named("Axeon"), range(16)))
    assert len(set(names)) == 16
    assert sorted(studio.list()) == sorted(name.rpartition("/")[2] for name in names)


def test_a_name_never_changes_and_is_free_again_after_a_delete(studio: Studio) -> None:
    name = studio.named("Axeon")
    studio.patch(name, {"name": "workspaces/x/characters/y", DCD: {"givenName": "Nora"}})
    assert studio.get(name)["name"] == name
    studio.delete(name)
    with pytest.raises(Refused, match=f"character not found: {name}"):
        studio.get(name)
    assert studio.named("Axeon") == name


def test_a_name_is_found_in_any_case_and_by_the_character_s_id(studio: Studio) -> None:
    name = studio.named("Axeon")
    assert studio.get("workspaces/Magic_World/characters/AXEON")["name"] == name
    identity = studio.who.get("/v1/characters").json()["items"][0]["id"]
    for spelling in (identity, identity.upper()):
        assert studio.get(f"workspaces/magic_world/characters/{spelling}")["name"] == name
    with pytest.raises(Refused, match="not found"):
        studio.get(f"workspaces/default/characters/{identity}")


ALIASES = [
    "/studio/v1/workspaces/magic_world/characters/axeon",
    "/studio/v1/workspaces/magic_world/characters/axeon/",
    "/studio/v1/workspaces/magic_world/character/axeon",
    "/v1alpha/workspaces/magic_world/characters/axeon",
    "/v1alpha/workspaces/magic_world/character/axeon/",
    "/studio/v1/workspaces/magic%5Fworld/characters/%61xeon",
]


@pytest.mark.parametrize("path", ALIASES)
def test_a_character_answers_on_every_alias_without_a_redirect(path: str, studio: Studio) -> None:
    name = studio.named("Axeon")
    shown = studio.get(name)
    assert studio.who.get(path).json() == shown
    assert studio.who.send("PATCH", path, json={"yamlConfig": "y"}).json()["yamlConfig"] == "y"
    collection = path.rstrip("/").rpartition("/")[0]
    assert studio.who.get(collection).json()["characters"][0]["name"] == name
    operation = studio.who.post(f"{path.rstrip('/')}:deploy").json()
    assert (
        studio.who.get(f"{path.rstrip('/')}/operations/{operation['name'].rpartition('/')[2]}").status_code
        == 200
    )
    assert studio.who.delete(path).json() == {}


def test_a_create_answers_with_a_slash_at_its_end_and_strange_parameters(studio: Studio) -> None:
    answer = studio.who.post(f"{ROOT}{studio.workspace}/characters/?skipAutoCreate=true&x=y", {})
    assert answer.status_code == 200
    assert answer.json()["name"] == "workspaces/magic_world/characters/character"


def test_the_first_create_makes_the_workspace_and_nothing_else_does(ada: Caller, bob: Caller) -> None:
    mine, theirs = Studio(ada, "New_World"), Studio(bob, "new_world")
    with pytest.raises(Refused, match="workspace not found: workspaces/new_world") as refused:
        mine.list()
    assert (refused.value.status, refused.value.code) == (404, 5)
    for method, verb in (("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", ":deploy")):
        with pytest.raises(Refused, match="character not found: workspaces/New_World/characters/axeon"):
            mine.ask(method, f"workspaces/New_World/characters/axeon{verb}")
    name = mine.named("Axeon")
    assert name == "workspaces/new_world/characters/axeon"
    assert mine.list() == ["axeon"]
    with pytest.raises(Refused, match="workspace not found"):
        theirs.list()


def test_the_default_workspace_is_there_from_the_start_and_holds_what_others_made(ada: Caller) -> None:
    studio = Studio(ada, "default")
    assert studio.list() == []
    picture = {"name": "Nora Ñ", "definition": "d", "greetings": ["g"], "avatar": PICTURE}
    assert ada.post("/apiCreateCharacter", picture).status_code == 200
    assert studio.list() == ["nora_n"]
    shown = studio.get("workspaces/default/characters/nora_n")
    assert at(shown, f"{DCD}.description") == "d"
    assert at(shown, "defaultCharacterAssets.avatarImg").startswith(ada.served.url)


MALFORMED = [
    ("%7Bworkspace_id%7D/characters/axeon", "replace the placeholder"),
    ("w/characters/%7Bcharacter_name%7D", "replace the placeholder"),
    ("w/characters/a.b", "1 to 61 letters"),
    ("w/characters/%00", "1 to 61 letters"),
    ("w%2Fx/characters/a", "1 to 61 letters"),
    (f"{'w' * 62}/characters/a", "1 to 61 letters"),
    ("w:undeploy/characters/a", "1 to 61 letters"),
    ("w/characters/a/operations/%00", "1 to 61 letters"),
    ("w/characters/%F0%9F%90%89", "1 to 61 letters"),
]


@pytest.mark.parametrize(("name", "sentence"), MALFORMED)
def test_a_malformed_name_is_refused_as_such(name: str, sentence: str, studio: Studio) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        studio.get(f"workspaces/{name}")
    assert (refused.value.status, refused.value.code) == (400, 3)


def test_a_placeholder_is_no_new_workspace(ada: Caller) -> None:
    with pytest.raises(Refused, match=r"Not a valid name: \{workspace_id\} \(replace the placeholder"):
        Studio(ada, "%7Bworkspace_id%7D").create({})
    assert Studio(ada, "workspace_id").named("Axeon")


UNKNOWN = ["/studio/v1", "/studio/v1/x", "/studio/v1/workspace", "/studio/v1/workspaces/w", "/studio/v1/workspaces/w/sessions",
           "/studio/v1//workspaces/w/characters", "/studio/v1/workspaces/w/characters/a/b", "/v1alpha/x",
           "/studio/v1/workspaces/w/../w/characters", "/studio/v1/workspaces/w/Characters",
           "/studio/v1/workspaces/w/characters/a:undeploy", "/studio/v1/workspaces/w/characters/a:", "/studio/v1/workspaces/w/characters:deploy"]  # fmt: skip


@pytest.mark.parametrize("path", UNKNOWN)
def test_an_unknown_path_is_not_found_in_these_very_words(path: str, ada: Caller) -> None:
    host = ada.served.url.removeprefix("http://")
    answer = ada.served.exchange(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    assert answer.status == 404
    assert answer.body == b'{"code":5,"message":"Not Found","details":[]}'


METHODS = [("PUT", ""), ("DELETE", ""), ("PATCH", ""), ("OPTIONS", ""), ("POST", "/a"), ("PUT", "/a"), ("GET", "/a:deploy"),
           ("DELETE", "/a:deploy"), ("POST", "/a/operations/b"), ("DELETE", "/a/operations/b")]  # fmt: skip


@pytest.mark.parametrize(("method", "path"), METHODS)
def test_a_method_that_a_path_does_not_have_is_unimplemented(method: str, path: str, ada: Caller) -> None:
    answer = ada.send(method, f"/studio/v1/workspaces/w/characters{path}")
    assert answer.status_code == 501
    assert answer.content == b'{"code":12,"message":"Method Not Allowed","details":[]}'


@pytest.mark.parametrize("path", ["a:undeploy", "a/operations/b:cancel", "a:deploy:deploy:x", "a%3Aundeploy"])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_a_verb_that_nobody_knows_is_an_unknown_path(method: str, path: str, ada: Caller) -> None:
    answer = ada.send(method, f"/studio/v1/workspaces/w/characters/{path}")
    assert answer.status_code == 404
    assert answer.content == b'{"code":5,"message":"Not Found","details":[]}'


def test_head_answers_like_get_without_a_body(studio: Studio) -> None:
    path = ROOT + studio.named("Axeon")
    head, get = studio.who.send("HEAD", path), studio.who.get(path)
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == str(len(get.content))
