import pytest

from greenroom.bench.character import TEXT
from greenroom.bench.lab import Lab
from greenroom.bench.pocketbase import find_pocketbase
from greenroom.bench.records import TEXTS, serve_records
from greenroom.bench.request import Request, ask, send

COUNT = 120


@pytest.mark.skipif(find_pocketbase() is None, reason="PocketBase is not installed")
def test_records_are_the_owner_s_and_listed_the_newest_first_with_their_total(lab: Lab) -> None:
    with serve_records(lab, "theirs", COUNT) as records:
        assert records
        port = records.served.port
        for collection, length in TEXTS.items():
            first, last = (ask(port, records.page(collection, 50, number)) for number in (1, 3))
            assert (first["totalItems"], len(first["items"]), len(last["items"])) == (COUNT, 50, 20)
            assert [first["items"][0]["name"], last["items"][-1]["name"]] == ["Traveller 119", "Traveller 0"]
            assert len(first["items"][0]["document"]["text"]) == length
        without_key = send(port, Request(records.page("whole", 50).path))
        assert b'"totalItems":0' in without_key.body
        ask(port, records.creation())
        assert ask(port, records.page("whole", 50))["totalItems"] == COUNT + 1
        assert TEXT in ask(port, records.reading())["document"].values()
        sizes = records.sizes()
        assert sizes["whole"] > sizes["parts"] > sizes["lines"] > 100
