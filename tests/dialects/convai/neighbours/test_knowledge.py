"""The knowledge bank: files come in forms, are kept whole, and are listed with whom they are connected to."""

import json
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.dialects.convai.studio import NOBODY, created, said, update
from tests.served import Caller

from greenroom.characters import Transaction
from greenroom.records import store
from greenroom.records.model import Shelf

BANK = "/character/knowledge-bank"
BYTES = bytes(range(256))


def uploaded(who: Caller, data: bytes = BYTES, name: str = "a.bin") -> Any:
    return said(who.send("POST", f"{BANK}/upload", files={"file_name": (None, name), "file": ("x", data)}))


def listed(who: Caller, identity: str) -> list[Any]:
    answer = said(who.send("POST", f"{BANK}/list", data={"character_id": identity}))
    return [json.loads(text) for text in answer["docs"]]


def kept(who: Caller, document: str) -> bytes:
    def read(db: Transaction) -> bytes:
        shelf = Shelf(who.account_id, "convai", "document_content")
        return b64decode(store.get(db, shelf, document).document["base64"])

    return who.served.write(read)


def test_a_file_is_kept_to_the_byte(ada: Caller) -> None:
    made = uploaded(ada)
    assert (made["file_name"], made["file_size"]) == ("a.bin", "256")
    assert (made["is_available"], made["status"]) == (False, "inactive")
    assert kept(ada, made["id"]) == BYTES


def test_a_file_without_a_name_has_its_own(ada: Caller) -> None:
    made = said(ada.send("POST", f"{BANK}/upload", files={"file": ("market.txt", b"x")}))
    assert made["file_name"] == "market.txt"


def test_a_later_version_takes_its_place(ada: Caller) -> None:
    made = uploaded(ada)
    files = {"document_id": (None, made["id"]), "file": ("b", b"new")}
    after = said(ada.send("POST", f"{BANK}/update/", files=files))
    assert (after["id"], after["file_name"], after["file_size"]) == (made["id"], "a.bin", "3")
    assert kept(ada, made["id"]) == b"new"


def test_files_are_listed_for_a_character(ada: Caller, bob: Caller) -> None:
    identity, one, other = created(ada), uploaded(ada), uploaded(ada, name="b")
    uploaded(bob)
    said(update(ada, identity, docs=[{"id": other["id"], "status": "active"}]))
    assert listed(ada, identity) == [one, other | {"status": "active"}]
    said(update(ada, identity, docs=[{"id": other["id"], "status": "inactive"}]))
    assert listed(ada, identity) == [one, other]
    said(update(ada, identity, docs=[{"id": NOBODY, "status": "active"}]), 400)


def test_a_file_is_deleted_with_its_bytes(ada: Caller) -> None:
    made = uploaded(ada)
    said(ada.send("POST", f"{BANK}/delete", data={"document_id": made["id"]}))
    assert listed(ada, created(ada)) == []
    said(ada.send("POST", f"{BANK}/delete", data={"document_id": made["id"]}), 404)


def test_of_a_file_that_is_deleted_while_it_is_replaced_nothing_is_left(ada: Caller) -> None:
    identity, names = created(ada), [uploaded(ada)["id"] for _ in range(16)]

    def change(name: str) -> int:
        update(ada, identity, docs=[{"id": name, "status": "active"}])
        files = {"document_id": (None, name), "file": ("b", b"new")}
        return ada.send("POST", f"{BANK}/update", files=files).status_code

    def end(name: str) -> int:
        return ada.send("POST", f"{BANK}/delete", data={"document_id": name}).status_code

    with ThreadPoolExecutor(16) as threads:
        changed = [threads.submit(change, name) for name in names * 3]
        ended = [threads.submit(end, name) for name in names]
    assert {one.result() for one in changed} <= {200, 404}
    assert {one.result() for one in ended} == {200}
    for kind, scope in (("document", ""), ("document_content", ""), ("document_link", identity)):
        assert ada.served.write(store.count, Shelf(ada.account_id, "convai", kind, scope)) == 0


def test_more_than_10_mib_is_too_large(ada: Caller) -> None:
    largest = 10 * 2**20
    assert uploaded(ada, b"x" * largest)["file_size"] == str(largest)
    answer = ada.send("POST", f"{BANK}/upload", files={"file": ("x", b"x" * (largest + 1))})
    assert said(answer, 413)["ERROR"] == "The file is too large: at most 10 MiB."
