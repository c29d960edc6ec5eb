"""Paths of the server itself."""

import re

import pytest
from tests.served import Caller, Served


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_it_says_that_it_lives_and_is_ready(path: str, served: Served) -> None:
    answer = served.http.get(path)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def counted(served: Served) -> dict[str, float]:
    text = served.http.get("/metrics").text
    return {name: float(value) for name, value in re.findall(r"^([^#\s]+) (\S+)$", text, re.MULTILINE)}


def test_metrics_count_requests_by_dialect_method_and_status(ada: Caller) -> None:
    line = 'greenroom_requests_total{dialect="roleplay",method="GET",status="401"}'
    before = counted(ada.served).get(line, 0)
    for _ in range(3):
        ada.get("/apiListCharacters", headers={"authorization": "Bearer x"})
    assert counted(ada.served)[line] == before + 3


def test_metrics_are_in_the_format_of_prometheus(ada: Caller) -> None:
    ada.get("/apiListCharacters")
    answer = ada.served.http.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert "# TYPE greenroom_request_seconds histogram" in answer.text
    found = counted(ada.served)
    assert found["greenroom_database_commits"] >= 1
    inf = found['greenroom_request_seconds_bucket{dialect="roleplay",le="+Inf"}']
    assert inf == found['greenroom_request_seconds_count{dialect="roleplay"}']


def test_metrics_hold_no_names_and_no_keys(ada: Caller) -> None:
    text = ada.served.http.get("/metrics").text
    assert ada.handle not in text
    assert "rp_" not in text


@pytest.mark.parametrize("name", ["roleplay", "native"])
def test_a_dialect_s_document_is_served(name: str, served: Served) -> None:
    answer = served.http.get(f"/openapi/{name}.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["openapi"] == "3.1.0"
    assert answer.json()["servers"] == [{"url": served.url}]


@pytest.mark.parametrize(
    "name", ["roleplay", "roleplay.yaml", "nobody.json", ".json", "..%2f..%2fetc%2fpasswd"]
)
def test_no_other_document_is(name: str, served: Served) -> None:
    assert served.http.get(f"/openapi/{name}").status_code == 404
