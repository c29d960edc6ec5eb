"""What an account may read of what was done to it, and by it."""

from typing import Any

from tests.served import Caller

from greenroom.accounts.keys import key_id_of
from greenroom.accounts.operators import name_operator
from greenroom.accounts.tickets import make_link
from greenroom.characters.catalogue import Catalogue
from greenroom.community.reports import report, withhold
from greenroom.community.suspensions import free, suspend
from greenroom.database import Transaction


def acts(who: Caller, query: str = "") -> list[dict[str, Any]]:
    answer = who.get(f"/v1/account/acts{query}")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def told(who: Caller) -> list[tuple[str, str | None, str]]:
    """The acts, oldest first."""
    return [(one["act"], one["by"], one["about"]) for one in reversed(acts(who, "?limit=100"))]


def test_keys_visibility_and_links_are_noted_as_they_happen(ada: Caller) -> None:
    first = told(ada)
    key = ada.post("/v1/keys", {"label": "a"}).json()["id"]
    after = ada.post(f"/v1/keys/{key}:rotate", {}).json()["id"]
    ada.delete(f"/v1/keys/{after}")
    nora = ada.post("/v1/characters", {"character": {"name": "Nora", "visibility": "public"}}).json()["id"]
    ada.send("PATCH", f"/v1/characters/{nora}", json={"character": {"visibility": "private"}})
    for _ in range(2):  # the second time changes nothing
        ada.post(f"/v1/characters/{nora}/share", {})
    for _ in range(2):
        ada.delete(f"/v1/characters/{nora}/share")
    assert told(ada)[len(first) :] == [
        ("key created", "owner", key),
        ("key revoked", "owner", key),
        ("key created", "owner", after),
        ("key revoked", "owner", after),
        ("visibility changed", "owner", f"{nora} public"),
        ("visibility changed", "owner", f"{nora} private"),
        ("share link made", "owner", nora),
        ("share link ended", "owner", nora),
    ]


def test_what_was_done_with_a_key_says_which(ada: Caller) -> None:
    other = ada.with_key()
    own, hand = key_id_of(ada.key), key_id_of(other.key)
    ada.post("/v1/keys", {"label": "first"})
    made = other.post("/v1/keys", {"label": "made"}).json()["id"]
    made = other.post(f"/v1/keys/{made}:rotate", {}).json()["id"]
    other.delete(f"/v1/keys/{made}")
    nora = other.post("/v1/characters", {"character": {"name": "Nora", "visibility": "public"}}).json()["id"]
    other.post(f"/v1/characters/{nora}/share", {})
    ada.delete(f"/v1/characters/{nora}/share")
    other.post("/v1/account/export", {})
    assert own
    assert hand
    assert [(one["act"], one["key_id"]) for one in acts(ada)][:9] == [
        ("account exported", hand),
        ("share link ended", own),
        ("share link made", hand),
        ("visibility changed", hand),
        ("key revoked", hand),
        ("key created", hand),
        ("key revoked", hand),
        ("key created", hand),
        ("key created", own),
    ]


def test_the_owner_reads_what_operators_did_and_not_who_nor_who_reported(ada: Caller, bob: Caller) -> None:
    operator, catalogue = ada.served.newcomer(), Catalogue([])
    nora = ada.post("/v1/characters", {"character": {"name": "Nora", "visibility": "public"}}).json()["id"]

    def judge(db: Transaction) -> None:
        name_operator(db, operator.handle)
        report(db, bob.account_id, nora, "spam", "")
        withhold(db, catalogue, operator.account_id, nora, "It only advertises.")
        make_link(db, b"0123456789abcdef", ada.handle, by=operator.account_id)
        suspend(db, catalogue, operator.account_id, ada.handle, "Spam.")
        free(db, catalogue, operator.account_id, ada.handle)

    ada.served.write(judge)
    done = [act for act, by, _ in told(ada) if by == "operator"]
    assert done == ["character withheld", "report settled", "link made", "account suspended", "account freed"]
    everything = str(acts(ada, "?limit=100"))
    assert bob.account_id not in everything
    assert operator.account_id not in everything
    assert ("character reported", "owner") in [(act, by) for act, by, _ in told(bob)]
    assert "character withheld" in [act for act, _, _ in told(operator)]


def test_pages_are_of_one_trail_and_of_nobody_elses(ada: Caller, bob: Caller) -> None:
    for _ in range(3):
        ada.post("/v1/keys", {"label": "a"})
    whole = acts(ada)
    answer = ada.get("/v1/account/acts?limit=2").json()
    rest = ada.get(f"/v1/account/acts?cursor={answer['next_cursor']}").json()
    assert answer["items"] + rest["items"] == whole
    assert rest["next_cursor"] is None
    assert {one["account_id"] for one in acts(bob)} == {bob.account_id}
    assert bob.get(f"/v1/account/acts?cursor={answer['next_cursor']}").status_code == 400
