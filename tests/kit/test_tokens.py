from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from greenroom.kit.tokens import BadToken, Signer

SIGNER = Signer(b"a secret of the server")
payloads = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)
texts = st.text(max_size=8)


@given(texts, payloads, payloads)
def test_a_token_carries_its_payload(purpose: str, payload: Any, bound: Any) -> None:
    assert SIGNER.read(purpose, SIGNER.sign(purpose, payload, bound), bound) == payload


@given(payloads)
def test_a_token_is_made_of_characters_that_addresses_leave_alone(payload: Any) -> None:
    token = SIGNER.sign("list", payload)
    assert token.isascii()
    assert token.replace("-", "").replace("_", "").isalnum()


def refused(purpose: str, token: str, bound: Any = None, signer: Signer = SIGNER) -> bool:
    try:
        signer.read(purpose, token, bound)
    except BadToken:
        return True
    return False


@given(payloads, st.lists(texts, min_size=2, max_size=2, unique=True))
def test_a_token_of_another_purpose_is_refused(payload: Any, purposes: list[str]) -> None:
    one, other = purposes
    assert refused(other, SIGNER.sign(one, payload))


@given(payloads, payloads, payloads)
def test_a_token_that_is_bound_to_something_else_is_refused(payload: Any, one: Any, other: Any) -> None:
    assume(one != other)
    assert refused("list", SIGNER.sign("list", payload, one), other)


def test_what_is_bound_does_not_run_into_the_purpose() -> None:
    assert refused('a","b', SIGNER.sign("a", 1, "b"))
    assert refused("a", SIGNER.sign("a", 1), [])


@given(payloads)
def test_another_servers_token_is_refused(payload: Any) -> None:
    assert refused("list", Signer(b"the secret of another server").sign("list", payload))


@given(payloads, st.data())
def test_an_edited_token_is_refused(payload: Any, data: st.DataObject) -> None:
    token = SIGNER.sign("list", payload)
    at = data.draw(st.integers(0, len(token)))
    gone = data.draw(st.integers(0, 2))
    edited = (
        token[:at] + data.draw(st.text(max_size=2) | st.sampled_from("AQgw048_-=+/ \n")) + token[at + gone :]
    )
    assume(edited != token)
    assert refused("list", edited)


@pytest.mark.parametrize("payload", ["", "a", "ab", "abc", 1, None])
def test_the_last_character_has_no_second_spelling(payload: Any) -> None:
    token = SIGNER.sign("list", payload)
    others = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") - {token[-1]}
    assert all(refused("list", token[:-1] + other) for other in others)
    assert refused("list", token + "=")
    assert refused("list", token.replace("_", "/").replace("-", "+") + "====")


@given(st.text() | st.binary().map(bytes.hex))
def test_what_nobody_made_is_refused(text: str) -> None:
    assert refused("list", text)


@pytest.mark.parametrize("text", ["", "A", "AAAA", "é", "\ud800", "A" * 22, "A" * 5000])
def test_odd_texts_are_refused(text: str) -> None:
    assert refused("list", text)
