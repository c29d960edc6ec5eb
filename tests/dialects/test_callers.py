"""Who is asking: how keys arrive, and what each key that does not open is told."""

import pytest
from tests.dialects.roleplay.bodies import MINIMAL, created
from tests.served import Caller, Served

from greenroom.accounts import service
from greenroom.database import Transaction

DOORS = ["/apiListCharacters", "/v1/account"]


def status(served: Served, path: str, *headers: tuple[str, str]) -> tuple[int, str]:
    answer = served.http.get(path, headers=[(name, value) for name, value in headers])
    assert answer.status_code == 200 or answer.headers["content-type"].endswith("json")
    said = answer.json()
    return answer.status_code, said.get("error", said.get("detail", ""))


@pytest.mark.parametrize("path", DOORS)
def test_nobody_gets_in(path: str, served: Served) -> None:
    code, said = status(served, path)
    assert code == 401
    assert "Authorization: Bearer" in said


MALFORMED = [
    "",
    "Bearer",
    "{key}",
    "Token {key}",
    "Basic {key}",
    "Bearer: {key}",
    "Bearer{key}",
    "Bearer {key} x",
]


@pytest.mark.parametrize("value", MALFORMED)
@pytest.mark.parametrize("path", DOORS)
def test_a_malformed_header_does_not_open(path: str, value: str, ada: Caller) -> None:
    assert status(ada.served, path, ("Authorization", value.format(key=ada.key)))[0] == 401


@pytest.mark.parametrize("value", ["Bearer {key}", "bearer {key}", "BEARER   {key}"])
@pytest.mark.parametrize("name", ["Authorization", "authorization", "AUTHORIZATION"])
def test_case_and_blanks_do_not_matter(name: str, value: str, ada: Caller) -> None:
    assert status(ada.served, DOORS[0], (name, value.format(key=ada.key)))[0] == 200


def test_the_same_key_twice_opens_and_two_do_not(ada: Caller, bob: Caller) -> None:
    hers, his = ("Authorization", f"Bearer {ada.key}"), ("Authorization", f"Bearer {bob.key}")
    assert status(ada.served, DOORS[0], hers, hers)[0] == 200
    code, said = status(ada.served, DOORS[0], hers, his)
    assert code == 401
    assert "twice" in said


PLACEHOLDERS = [
    *(
        "rp_your_api_key_here",
        "rp_your_key_here",
        "rp_your_api_key",
        "YOUR_API_KEY",
        "<token>",
        "<your api key>",
    ),
    *("$ROLEPLAY_API_KEY", "$INWORLD_STUDIO_API_KEY", "rp_..."),
]


@pytest.mark.parametrize("placeholder", PLACEHOLDERS)
def test_the_placeholder_of_a_sample_gets_a_hint(placeholder: str, served: Served) -> None:
    code, said = status(served, DOORS[0], ("Authorization", f"Bearer {placeholder}"))
    assert code == 401
    assert "placeholder" in said


def test_a_wrong_key_gets_none(ada: Caller) -> None:
    last = "A" if ada.key[-1] != "A" else "B"
    for wrong in (
        ada.key[:-1] + last,
        ada.key[:-1],
        ada.key + "A",
        ada.key.swapcase(),
        ada.key[3:],
        "x" * 10_000,
    ):
        code, said = status(ada.served, DOORS[0], ("Authorization", f"Bearer {wrong}"))
        assert (code, "placeholder" in said) == (401, False)


def test_a_key_in_the_query_or_in_a_cookie_does_not_open(ada: Caller) -> None:
    assert status(ada.served, f"{DOORS[0]}?key={ada.key}&api_key={ada.key}")[0] == 401
    assert status(ada.served, DOORS[0], ("Cookie", f"key={ada.key}; session={ada.key}"))[0] == 401


@pytest.mark.parametrize("header", ["X-API-Key", "CONVAI-API-KEY", "API-AUTH-TOKEN"])
@pytest.mark.parametrize("path", DOORS)
def test_another_dialect_s_header_does_not_open_this_one(path: str, header: str, ada: Caller) -> None:
    assert status(ada.served, path, (header, ada.key))[0] == 401


def test_every_401_says_how_to_ask(served: Served) -> None:
    for headers in ({}, {"authorization": "Bearer x"}):
        answer = served.http.get(DOORS[0], headers=headers)
        assert answer.headers["www-authenticate"].startswith('Bearer realm="greenroom"')
        assert answer.reason_phrase == "Unauthorized"
        assert ("invalid_token" in answer.headers["www-authenticate"]) == bool(headers)


def test_an_expired_key(ada: Caller) -> None:
    answer = ada.with_key(lives=1).get("/apiListCharacters")
    assert (answer.status_code, answer.json()["error"]) == (401, "The API key has expired.")


SCOPED = [
    ("read", "GET", "/apiListCharacters", 200),
    ("read", "GET", "/v1/characters", 200),
    ("read", "POST", "/apiCreateCharacter", 403),
    ("read", "POST", "/apiUpdateCharacter", 403),
    ("read", "POST", "/apiDeleteCharacter", 403),
    ("read", "DELETE", "/v1/characters/x", 403),
    ("read", "GET", "/v1/keys", 403),
    ("write", "POST", "/apiCreateCharacter", 200),
    ("write", "GET", "/apiListCharacters", 403),
    ("write", "GET", "/v1/keys", 403),
    ("chat", "GET", "/apiListCharacters", 403),
    ("chat", "POST", "/apiCreateCharacter", 403),
    ("keys", "GET", "/v1/keys", 200),
    ("keys", "GET", "/apiListCharacters", 403),
    ("keys", "POST", "/apiCreateCharacter", 403),
]


@pytest.mark.parametrize(("scope", "method", "path", "expected"), SCOPED)
def test_a_key_is_good_for_its_scopes(scope: str, method: str, path: str, expected: int, ada: Caller) -> None:
    answer = ada.with_key(scopes=[scope]).send(method, path, json=MINIMAL)
    assert answer.status_code == expected, answer.text


def test_a_suspended_account_keeps_everything_and_opens_nothing(ada: Caller) -> None:
    character = created(ada)

    stranger = ada.with_key()
    ada.served.write(_suspend, ada.account_id, "suspended")
    answer = stranger.get("/apiListCharacters")
    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
    ada.served.write(_suspend, ada.account_id, "free")
    assert ada.with_key().get("/apiListCharacters").json() == {"characters": [character]}


def _suspend(db: Transaction, account_id: str, state: str) -> None:
    service.suspend_account(db, account_id, suspended=state == "suspended")
