"""Keys in all the forms in which clients send them, and what is answered to those that are no good."""

from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable

import pytest
from tests.dialects.inworld.studio import ROOT, Refused, Studio
from tests.served import Caller

LIST = f"{ROOT}workspaces/default/characters"
METADATA = {"Grpc-Metadata-X-Authorization-Bearer-Type": "studio_api", "Grpc-Metadata-Session-Id": "x"}


def basic(text: str, encode: Callable[[bytes], bytes] = b64encode) -> str:
    return f"Basic {encode(text.encode()).decode()}"


FORMS: dict[str, Callable[[str], str]] = {
    "bearer": lambda key: f"Bearer {key}",
    "bearer in capitals": lambda key: f"BEARER   {key}",
    "the whole key": basic,
    "id and secret": lambda key: basic(f"{key[:15]}:{key[15:]}"),
    "the key as a user without a password": lambda key: basic(f"{key}:"),
    "the key as it is": lambda key: f"Basic {key}",
    "in small letters": lambda key: basic(key).replace("Basic", "basic"),
    "without padding": lambda key: basic(f"{key}:").rstrip("="),
    "url-safe": lambda key: basic(key, urlsafe_b64encode),
    "with a newline": lambda key: basic(f"{key}\n"),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("metadata", [{}, METADATA], ids=["bare", "with metadata"])
def test_a_key_opens_in_every_form(form: str, metadata: dict[str, str], ada: Caller) -> None:
    answer = ada.served.http.get(LIST, headers={"Authorization": FORMS[form](ada.key)} | metadata)
    assert answer.status_code == 200
    assert answer.json() == {"characters": [], "nextPageToken": ""}


BAD = {
    "none": ("", "No API key was sent: send it as Authorization: Basic and the base64 of the key."),
    "not ours": ("Basic WlpONVlON01ETU5HSQ==", "The API key is not valid."),
    "a placeholder": (
        "Basic $INWORLD_STUDIO_API_KEY",
        "The API key is not valid. It looks like the placeholder of a sample: put a key of this server in its place.",
    ),
    "another scheme": (
        "Digest x",
        "No API key was sent: send it as Authorization: Basic and the base64 of the key.",
    ),
}


@pytest.mark.parametrize("which", BAD)
def test_without_a_good_key_the_answer_says_so_twice(which: str, ada: Caller) -> None:
    value, sentence = BAD[which]
    answer = ada.served.http.get(LIST, headers={"Authorization": value} if value else {})
    assert answer.status_code == 401
    assert answer.reason_phrase == "Unauthorized"
    assert answer.headers["www-authenticate"] == sentence
    assert answer.json() == {"code": 16, "message": sentence, "details": []}


SPLIT = (":{key}", "{key}:x", "{start}:{end}", "user:{key}")


@pytest.mark.parametrize("form", SPLIT)
def test_a_pair_is_split_behind_the_key_s_id_alone(form: str, ada: Caller) -> None:
    pair = form.format(key=ada.key, start=ada.key[:20], end=ada.key[20:])
    answer = ada.served.http.get(LIST, headers={"Authorization": basic(pair)})
    assert (answer.status_code, answer.json()["code"]) == (401, 16)


def test_a_key_that_is_no_longer_good_is_refused(ada: Caller) -> None:
    with pytest.raises(Refused, match="has expired") as refused:
        Studio(ada.with_key(lives=1)).create({})
    assert (refused.value.status, refused.value.code) == (401, 16)


def test_a_key_that_may_not_write_only_reads(ada: Caller) -> None:
    name = Studio(ada).named("Axeon")
    reader = Studio(ada.with_key(scopes=["read"]))
    assert reader.get(name)["name"] == name
    for method, path in (
        ("POST", "workspaces/w/characters"),
        ("PATCH", name),
        ("DELETE", name),
        ("POST", f"{name}:deploy"),
    ):
        with pytest.raises(Refused, match='lacks the scope "write"') as refused:
            reader.ask(method, path)
        assert (refused.value.status, refused.value.code) == (403, 7)
    with pytest.raises(Refused, match='lacks the scope "read"'):
        Studio(ada.with_key(scopes=["chat"])).get(name)


def test_a_key_is_looked_at_before_names_and_bodies(ada: Caller) -> None:
    for path in (f"{ROOT}workspaces/%7Bw%7D/characters", f"{LIST}?pageSize=x&filter=((("):
        assert ada.served.http.get(path).status_code == 401
    assert ada.served.http.post(LIST, content=b"{").status_code == 401


def test_nobody_else_sees_changes_or_deploys_a_character(ada: Caller, bob: Caller) -> None:
    mine, theirs = Studio(ada), Studio(bob)
    name = mine.named("Axeon")
    operation = mine.deployed(name)["name"]
    theirs.named("Nora")
    identity = ada.get("/v1/characters").json()["items"][0]["id"]
    before = mine.get(name)
    for path in (name, f"workspaces/magic_world/characters/{identity}"):
        for method, verb in (("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", ":deploy")):
            with pytest.raises(Refused, match="character not found") as refused:
                theirs.ask(method, f"{path}{verb}")
            assert refused.value.code == 5
    with pytest.raises(Refused, match="operation not found"):
        theirs.get(operation)
    assert theirs.list(filter=f"name=workspaces/magic_world/characters/{identity}") == []
    assert theirs.list() == ["nora"]
    assert mine.get(name) == before


def test_limits_hold_in_this_form_too(ada: Caller) -> None:
    guest = Studio(ada.served.newcomer("guest"))
    answers = (guest.who.get(LIST) for _ in range(1000))
    answer = next(answer for answer in answers if answer.status_code != 200)
    assert answer.status_code == 429
    assert answer.json()["code"] == 8
    assert answer.json()["message"].startswith("Too many requests")
    assert int(answer.headers["retry-after"]) >= 1


@pytest.mark.parametrize(
    "path",
    [
        "/v1/workspaces/default/characters/x:simpleSendText",
        "/v1/workspaces/default/sessions/x:sendText",
        "/v1/session/open",
        "/v1/sessionTokens/token:generate",
    ],
)
def test_what_the_runtime_served_is_not_found_in_its_words(path: str, ada: Caller) -> None:
    answer = ada.post(path, {"text": "Hello."})
    assert (answer.status_code, answer.json()) == (404, {"code": 5, "message": "Not Found", "details": []})
