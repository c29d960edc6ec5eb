"""Idempotency keys on creates: one effect, whatever clients repeat and however they hurry."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from tests.cards import corpus
from tests.dialects.roleplay.bodies import MINIMAL, listed
from tests.served import Caller


def create(who: Caller, key: str, **fields: object) -> httpx2.Response:
    return who.post("/apiCreateCharacter", MINIMAL | fields, headers={"idempotency-key": key})


def test_the_same_request_gets_the_same_answer(ada: Caller) -> None:
    first, again = create(ada, "k1"), create(ada, "k1")
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert ("idempotent-replayed" in first.headers, again.headers["idempotent-replayed"]) == (False, "true")
    assert len(listed(ada)) == 1


def test_a_slash_at_the_end_of_the_path_makes_no_other_request(ada: Caller) -> None:
    body, key = {"name": "Atlas", "instructions": "Be."}, {"idempotency-key": "k1"}
    first, again = (ada.post(f"/v1/replrs{slash}", body, headers=key) for slash in ("", "/"))
    assert (again.status_code, again.json()["id"]) == (201, first.json()["id"])
    assert len(listed(ada)) == 1


def test_the_answer_outlives_the_character(ada: Caller) -> None:
    first = create(ada, "k1").json()
    ada.post("/apiDeleteCharacter", {"id": first["id"]})
    assert create(ada, "k1").json() == first
    assert listed(ada) == []


def test_a_hundred_at_once_have_one_effect(ada: Caller) -> None:
    with ThreadPoolExecutor(25) as threads:
        answers = list(threads.map(lambda _: create(ada, "k1"), range(100)))
    assert Counter(answer.status_code for answer in answers) == {200: 100}
    assert len({answer.content for answer in answers}) == 1
    assert sum("idempotent-replayed" not in answer.headers for answer in answers) == 1
    assert len(listed(ada)) == 1


def test_another_body_is_refused(ada: Caller) -> None:
    create(ada, "k1")
    answer = create(ada, "k1", name="Other")
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_mismatch")
    assert len(listed(ada)) == 1


FORMS: list[tuple[str, dict[str, Any]]] = [
    ("/character/create", {"charName": (None, "Ray"), "voiceType": (None, "M"), "backstory": (None, "q")}),
    ("/character/knowledge-bank/upload", {"file_name": (None, "a.txt"), "file": ("a.txt", b"Lamps.")}),
    ("/v1/imports", {"file": ("a.json", corpus.text(corpus.V1))}),
    ("/v1/imports/batch", {"files": ("a.json", corpus.text(corpus.V1))}),
]


@pytest.mark.parametrize(("path", "form"), FORMS, ids=[path for path, _ in FORMS])
def test_a_form_with_another_boundary_is_the_same_form(path: str, form: dict[str, Any], ada: Caller) -> None:
    first, again = (ada.post(path, files=form, headers={"idempotency-key": "k1"}) for _ in range(2))
    assert first.request.headers["content-type"] != again.request.headers["content-type"]
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["idempotent-replayed"] == "true"


@pytest.mark.parametrize(("path", "form"), FORMS, ids=[path for path, _ in FORMS])
def test_a_form_that_says_more_is_refused(path: str, form: dict[str, Any], ada: Caller) -> None:
    more = form | {"more": (None, "1")}
    _, other = (ada.post(path, files=one, headers={"idempotency-key": "k1"}) for one in (form, more))
    assert other.status_code == 422


def test_a_refused_request_uses_no_key_up(ada: Caller) -> None:
    assert create(ada, "k1", name="").status_code == 400
    assert create(ada, "k1").status_code == 200


def test_quotes_do_not_matter(ada: Caller) -> None:
    assert create(ada, "k1").content == create(ada, '"k1"').content


def test_half_a_pair_of_quotes_is_part_of_a_key(ada: Caller) -> None:
    assert create(ada, '"k1').json()["id"] != create(ada, 'k1"').json()["id"]


def test_another_query_is_another_request(ada: Caller) -> None:
    card = corpus.text(corpus.V2)
    keyed = {"idempotency-key": "k1"}
    first, other, again = (
        ada.post(f"/v1/imports?name={name}", content=card, headers=keyed) for name in ("Ann", "Zed", "Ann")
    )
    assert (first.status_code, other.status_code) == (201, 422)
    assert "body or query" in other.text
    assert again.content == first.content
    assert len(ada.get("/v1/characters").json()["items"]) == 1


@pytest.mark.parametrize("key", ["", '""', "x" * 256, "a\tb", "a\x85b"])
def test_a_key_that_cannot_be_one(key: str, ada: Caller) -> None:
    answer = ada.post("/apiCreateCharacter", MINIMAL, headers={"idempotency-key": key.encode("latin-1")})
    assert (answer.status_code, answer.json()["field"]) == (400, "Idempotency-Key")
    assert listed(ada) == []


def test_keys_are_each_account_s_own(ada: Caller, bob: Caller) -> None:
    assert create(ada, "k1").json()["id"] != create(bob, "k1").json()["id"]


def test_and_each_path_s_own(ada: Caller) -> None:
    create(ada, "k1")
    answer = ada.post("/v1/keys", {"label": "x"}, headers={"idempotency-key": "k1"})
    assert answer.status_code == 201


def test_the_secret_of_a_key_is_not_repeated(ada: Caller) -> None:
    one, other = (ada.post("/v1/keys", {"label": "x"}, headers={"idempotency-key": "k1"}) for _ in range(2))
    assert other.json() == {name: value for name, value in one.json().items() if name != "key"}
    assert (other.status_code, other.headers["idempotent-replayed"]) == (201, "true")
    assert one.json()["key"] not in json.dumps(other.json())
