"""Request ids: the caller's own where it can be logged, else a new one, on every answer."""

import pytest
from tests.served import Caller


@pytest.mark.parametrize(
    "path", ["/apiListCharacters", "/apiCreateCharacter", "/v1/account", "/nothing", "/healthz"]
)
def test_every_answer_has_one_and_no_two_the_same(path: str, ada: Caller) -> None:
    given = {ada.get(path).headers["x-request-id"] for _ in range(3)}
    assert len(given) == 3


@pytest.mark.parametrize("own", ["a", "6e6b2e77-7cb0-4986", "A.b_c-9", "x" * 128])
def test_a_good_one_of_the_caller_s_is_echoed(own: str, ada: Caller) -> None:
    assert ada.get("/v1/account", headers={"x-request-id": own}).headers["x-request-id"] == own
    refused = ada.get("/v1/nothing", headers={"x-request-id": own})
    assert (refused.headers["x-request-id"], refused.json()["request_id"]) == (own, own)


@pytest.mark.parametrize("own", ["", "a b", "x" * 129, "a/b", "<script>", "ä", 'a"b'])
def test_a_bad_one_is_replaced(own: str, ada: Caller) -> None:
    given = ada.get("/v1/account", headers={"x-request-id": own.encode()}).headers["x-request-id"]
    assert given != own
    assert given.startswith("req_")
