"""An import goes on in a server that was killed over it, on both engines: nothing twice, nothing left out."""

import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests.mortal import Mortal
from tests.served import Caller
from tests.transfer.people import CARD, card_png

_COUNT = 120


def test_an_import_survives_its_server(location: str, tmp_path: Path) -> None:
    with Mortal(tmp_path / "mortal", location, lease_seconds="1") as server:
        ada = server.newcomer()
        form = [("files", (f"{at}.png", card(at), "image/png")) for at in range(_COUNT)]
        begun = ada.post("/v1/imports/batch", files=form).json()
        await_results(ada, begun["id"], 1)
        server.die()
        server.rise()
        done = await_results(ada, begun["id"], _COUNT)
        assert done["state"] == "done"
        assert len(done["results"]) == _COUNT
        assert set(done["counts"]) <= {"kept", "unchanged"}
        ids = Counter(one["id"] for one in done["results"])
        assert len(ids) == _COUNT
        assert ada.get("/v1/usage").json()["characters"] == _COUNT


def test_a_name_that_no_disk_takes_is_shortened(ada: Caller) -> None:
    names = ("角" * 100 + ".png", "x" * 130 + ".png", "y" * 130 + ".tar.gz.png", "../" * 40 + "up.png")
    form = [("files", (name, card(at), "image/png")) for at, name in enumerate(names)]
    begun = ada.post("/v1/imports/batch", files=form).json()
    for _ in range(600):
        found = ada.get(f"/v1/operations/{begun['id']}").json()
        if found["finished_at"]:
            break
        time.sleep(0.05)
    assert found["counts"] == {"kept": 4}
    assert all(one["file"].endswith(".png") for one in found["results"])


def card(at: int) -> bytes:
    return card_png({**CARD, "data": {**CARD["data"], "name": f"Card {at}"}})


def await_results(who: Caller, operation_id: str, least: int) -> Any:
    """The operation, once it tells of so many files; of all of them, once it has ended."""
    for _ in range(1200):
        found = who.get(f"/v1/operations/{operation_id}").json()
        if len(found["results"]) >= least and (least < _COUNT or found["state"] == "done"):
            return found
        time.sleep(0.05)
    raise AssertionError(found)
