"""Many files at once and whole accounts, through the API, on both engines."""

import io
import time
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from tests.cards import corpus
from tests.served import Caller, Served
from tests.transfer.people import card_png, user_folder

from greenroom.assets.store import assets_of


def batch(who: Caller, files: list[tuple[str, bytes]], query: str = "", **headers: str) -> Any:
    form = [("files", (name, data, "application/octet-stream")) for name, data in files]
    return who.post(f"/v1/imports/batch{query}", files=form, headers=headers)


def finished(who: Caller, operation: Any) -> Any:
    """The operation once it has ended."""
    for _ in range(600):
        found = who.get(f"/v1/operations/{operation['id']}").json()
        if found["state"] in ("done", "failed", "cancelled"):
            return found
        time.sleep(0.05)
    raise AssertionError(found)


def imported(who: Caller, files: list[tuple[str, bytes]], query: str = "") -> Any:
    begun = batch(who, files, query)
    assert begun.status_code == 202, begun.text
    done = finished(who, begun.json())
    assert done["state"] == "done", done
    return done


def states(operation: Any) -> dict[str, str]:
    return {one["file"]: one["state"] for one in operation["results"]}


def test_each_file_has_its_result_and_again_nothing_is_new(ada: Caller) -> None:
    files = [("a.png", card_png()), ("bad.json", b"{"), ("b.json", corpus.text(corpus.V1))]
    done = imported(ada, files)
    assert states(done) == {"a.png": "kept", "bad.json": "failed", "b.json": "kept"}
    assert (done["files"], done["counts"]) == (3, {"kept": 2, "failed": 1})
    assert next(one["reason"] for one in done["results"] if one["file"] == "bad.json") == "not_json"
    assert states(imported(ada, files)) == {"a.png": "unchanged", "bad.json": "failed", "b.json": "unchanged"}
    assert len(ada.get("/v1/characters").json()["items"]) == 2


def test_imports_and_exports_are_listed_newest_first_page_by_page(ada: Caller, bob: Caller) -> None:
    done = [imported(ada, [(f"{n}.json", corpus.text(corpus.V1))]) for n in range(2)]
    done.insert(1, finished(ada, ada.post("/v1/account/export").json()))
    done.sort(key=lambda one: str(one["id"]), reverse=True)
    first = ada.get("/v1/operations?limit=2").json()
    rest = ada.get(f"/v1/operations?limit=2&cursor={first['next_cursor']}").json()
    assert [*first["items"], *rest["items"]] == [one | {"results": []} for one in done]
    assert rest["next_cursor"] is None
    assert bob.get("/v1/operations").json() == {"items": [], "next_cursor": None}
    assert bob.get(f"/v1/operations?cursor={first['next_cursor']}").status_code == 400


def test_a_changed_file_makes_a_revision_if_that_is_wanted(ada: Caller) -> None:
    imported(ada, [("a.json", corpus.text(corpus.V1))])
    changed = [("a.json", corpus.text({**corpus.V1, "description": "New."}))]
    assert states(imported(ada, changed, "?update=true")) == {"a.json": "updated"}
    (found,) = ada.get("/v1/characters").json()["items"]
    assert (found["revision"], found["character"]["prompt"]["definition"]) == (2, "New.")


def test_a_folder_that_is_dropped_stays_one(ada: Caller) -> None:
    done = imported(ada, [(f"default-user/{name}", data) for name, data in user_folder().items()])
    assert states(done)["default-user/chats/Ada/Ada - 2024.jsonl"] == "kept"
    (thread,) = ada.get("/v1/threads").json()["items"]
    assert thread["title"] == "Ada - 2024"
    said = ada.get(f"/v1/threads/{thread['id']}/messages").json()["items"]
    assert [one["text"] for one in said] == ["You're wet.", "It rains.", "It does."]
    assert [one["text"] for one in everything(ada, thread["id"])] == [
        "Sit.",
        "You're wet.",
        "It rains.",
        "It does.",
    ]


def everything(who: Caller, thread_id: str) -> Any:
    """All messages of a thread, versions and branches too."""
    return who.get(f"/v1/threads/{thread_id}/messages?all=true").json()["items"]


def test_a_thread_that_came_goes_on_and_counts_from_then(ada: Caller) -> None:
    imported(ada, [(f"u/{name}", data) for name, data in user_folder().items()])
    (thread,) = ada.get("/v1/threads").json()["items"]
    counted = ada.get(f"/v1/characters/{thread['character']}/stats").json()
    assert (counted["message_count"], counted["used_count"]) == (0, 0)
    answer = ada.post(f"/v1/threads/{thread['id']}/messages", {"text": "Hello"})
    assert answer.status_code in {200, 201}, answer.text
    counted = ada.get(f"/v1/characters/{thread['character']}/stats").json()
    assert (counted["message_count"], counted["used_count"]) == (2, 1)


def test_an_archive_of_files(ada: Caller) -> None:
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("x/a.png", card_png())
        archive.writestr("x/no.json", b"[")
    begun = ada.post(
        "/v1/imports/batch?name=all.zip", content=file.getvalue(), headers={"content-type": "application/zip"}
    )
    assert finished(ada, begun.json())["counts"] == {"kept": 1, "failed": 1}


def test_names_lead_nowhere_else(ada: Caller) -> None:
    done = imported(
        ada,
        [
            ("../../../x.json", corpus.text(corpus.V1)),
            ("/etc/y.json", corpus.text({**corpus.V1, "name": "Y"})),
        ],
    )
    assert states(done) == {"x.json": "kept", "etc/y.json": "kept"}


def test_it_is_asked_for_once_with_a_key(ada: Caller) -> None:
    files = [("a.json", corpus.text(corpus.V1))]
    form = {"content-type": "multipart/form-data; boundary=x"}
    body = (
        b"--x\r\ncontent-disposition: form-data; name=files; filename=a.json\r\n\r\n"
        + files[0][1]
        + b"\r\n--x--\r\n"
    )
    first, again = (
        ada.post("/v1/imports/batch", content=body, headers=form | {"idempotency-key": "k"}) for _ in range(2)
    )
    assert first.json()["id"] == again.json()["id"]


def test_uploads_are_not_kept_longer_than_needed(ada: Caller) -> None:
    imported(ada, [("bad.json", b"{"), ("a.json", corpus.text(corpus.V1))])
    (kept,) = ada.served.write(assets_of, ada.account_id)  # what became a character is its original
    assert kept.size == len(corpus.text(corpus.V1))


def test_what_is_wrong_with_it(ada: Caller, bob: Caller) -> None:
    assert (
        ada.post(
            "/v1/imports/batch",
            files={},
            content=b"",
            headers={"content-type": "multipart/form-data; boundary=x"},
        ).status_code
        == 400
    )
    done = imported(ada, [("a.json", corpus.text(corpus.V1))])
    assert bob.get(f"/v1/operations/{done['id']}").status_code == 404
    assert ada.get("/v1/operations/nothing").status_code == 404
    assert ada.get(f"/v1/exports/{done['id']}").status_code == 404


def test_an_account_is_exported(ada: Caller, bob: Caller) -> None:
    imported(ada, [(f"u/{name}", data) for name, data in user_folder().items()])
    begun = ada.post("/v1/account/export")
    assert begun.status_code == 202
    done = finished(ada, begun.json())
    assert done["state"] == "done"
    answer = ada.get(done["download"])
    assert answer.status_code == 200
    with ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        assert len(archive.read("rows/characters.jsonl").splitlines()) == 1
    assert bob.get(done["download"]).status_code == 404
    acts = ada.get("/v1/account/acts").json()["items"]
    assert ("account exported", "owner") in [(one["act"], one["by"]) for one in acts]


def test_an_export_that_is_not_made_yet_is_not_called_unknown(tmp_path: Path) -> None:
    with Served(tmp_path, str(tmp_path / "idle.db"), background="false") as idle:
        ada = idle.newcomer()
        begun = ada.post("/v1/account/export").json()
        answer = ada.get(f"/v1/exports/{begun['id']}")
        assert (answer.status_code, answer.json()["title"]) == (409, "Export running")
