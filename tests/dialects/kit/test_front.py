"""The front, with a dialect that breaks in every way there is."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response
from tests.conftest import Run
from tests.dialects.kit.test_errors import example

from greenroom import problems, settings
from greenroom.accounts import service
from greenroom.app import all_settings, open_house
from greenroom.cli.dialects import all_dialects
from greenroom.database import Transaction, open_database
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.front import Front
from greenroom.dialects.kit.house import House
from greenroom.dialects.kit.routes import Handler, KeyHolder, Reader, Route, Writer
from greenroom.http.answers import Answer
from greenroom.problems import Problem

VENDOR, OWN = all_dialects()["roleplay"], all_dialects()["native"]


async def public(_call: Call) -> Response:
    """Anybody's."""
    return Answer(b"public")


async def read(_call: Call, who: Reader) -> Response:
    """A reader's."""
    return Answer(who.handle.encode())


async def write(_call: Call, who: Writer) -> Response:
    """A writer's."""
    return Answer(who.handle.encode())


async def keys(_call: Call, who: KeyHolder) -> Response:
    """A key holder's."""
    return Answer(who.handle.encode())


async def echo(call: Call) -> Response:
    """What the path and the query say."""
    return Answer(json.dumps([call.values, call.query()]).encode())


def raising(error: Exception) -> Handler:
    async def handler(_call: Call) -> Response:
        """Break."""
        raise error

    return handler


ROUTES = (
    Route("GET", "/public", public),
    Route("GET", "/read", read),
    Route("POST", "/write", write),
    Route("GET", "/keys", keys),
    Route("GET", "/echo/{one}/{other}", echo),
    Route("GET", "/broken", raising(RuntimeError("a secret of the server"))),
    *(Route("GET", f"/raise/{kind.__name__}", raising(example(kind))) for kind in problems.ALL),
)


@pytest.fixture
def house(data_dir: Path, run: Run) -> Iterator[House]:
    values = settings.load(all_settings(), {"data": str(data_dir)}, {})
    house = open_house(values | {"port": 1}, open_database(data_dir / "greenroom.db"))
    yield house
    run(house.database.close())


@pytest.fixture
def front(house: House) -> Front:
    return Front(house, [VENDOR._replace(routes=ROUTES), OWN._replace(routes=())], OWN)


def ask(run: Run, front: Front, method: str, path: str, key: str = "") -> Any:
    """The answer to a request, finished, with its body as `.body`."""
    target, _, query = path.partition("?")
    headers = [(b"authorization", f"Bearer {key}".encode())] if key else []
    scope = {
        "type": "http",
        "method": method,
        "path": target,
        "raw_path": target.encode(),
        "query_string": query.encode(),
        "headers": headers,
    }
    return run(front.answer(Request(scope), "req_1"))


@pytest.fixture
def reader(house: House, run: Run) -> str:
    """A key that may read."""

    def unit(db: Transaction) -> str:
        account = service.create_account(db, "ada", "guest")
        return service.create_key(db, account.account_id, "x", house.secret, scopes=("read",))[1]

    return run(house.database.write(unit))


@pytest.mark.parametrize("kind", problems.ALL, ids=lambda kind: kind.__name__)
def test_every_problem_is_said_in_the_dialect_s_words(kind: type[Problem], front: Front, run: Run) -> None:
    answer = ask(run, front, "GET", f"/raise/{kind.__name__}")
    words = VENDOR.errors.table[kind]
    assert (answer.status_code, json.loads(answer.body)["code"]) == (words.status, words.code)


def test_what_nobody_foresaw_is_a_500_that_tells_nothing_and_a_log_that_tells_all(
    front: Front, run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = ask(run, front, "GET", "/broken")
    assert (answer.status_code, json.loads(answer.body)["code"]) == (500, "internal")
    assert b"secret" not in answer.body
    assert "a secret of the server" in caplog.text
    assert "req_1" in caplog.text


def test_a_route_without_who_asks_nobody(front: Front, run: Run) -> None:
    answer = ask(run, front, "GET", "/public")
    assert (answer.status_code, answer.body) == (200, b"public")
    assert not [name for name, _ in answer.raw_headers if b"ratelimit" in name]


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/read", 200), ("POST", "/write", 403), ("GET", "/keys", 403)]
)
def test_a_signature_says_who_may_call(
    method: str, path: str, status: int, front: Front, reader: str, run: Run
) -> None:
    assert ask(run, front, method, path).status_code == 401
    answer = ask(run, front, method, path, reader)
    assert answer.status_code == status
    assert b"x-ratelimit-limit" in dict(answer.raw_headers)


def test_limits_are_counted_before_scopes_and_hold_for_all_routes(
    front: Front, reader: str, run: Run
) -> None:
    statuses = [ask(run, front, "POST", "/write", reader).status_code for _ in range(65)]
    assert statuses[:60] == [403] * 60
    assert 429 in statuses
    assert ask(run, front, "GET", "/read", reader).status_code == 200


def test_a_handler_sees_the_path_and_the_query_decoded(front: Front, run: Run) -> None:
    answer = ask(run, front, "GET", "/echo/a%2Fb/%E7%8C%AB?x=1&y=&x=2&z=%F0%9F%90%88&flag")
    assert json.loads(answer.body) == [
        {"one": "a/b", "other": "猫"},
        {"x": ["1", "2"], "y": [""], "z": ["🐈"], "flag": [""]},
    ]


def test_a_query_that_is_no_utf8_is_refused(front: Front, run: Run) -> None:
    answer = ask(run, front, "GET", "/echo/a/b?z=%FF")
    assert answer.status_code == 400
    assert "query is not UTF-8" in answer.body.decode()


ELSEWHERE = [
    ("GET", "/nothing", 404, OWN),
    ("GET", "/echo/one", 404, VENDOR),
    ("GET", "/public/more", 404, VENDOR),
    ("POST", "/public", 405, VENDOR),
    ("HEAD", "/public", 200, None),
    ("HEAD", "/write", 405, VENDOR),
]


@pytest.mark.parametrize(("method", "path", "status", "dialect"), ELSEWHERE)
def test_where_nothing_is_answered_its_owner_says_so(
    method: str, path: str, status: int, dialect: Any, front: Front, run: Run
) -> None:
    answer = ask(run, front, method, path)
    assert answer.status_code == status
    if dialect:
        assert dict(answer.raw_headers)[b"content-type"] == dialect.errors.media_type


def test_no_two_dialects_may_answer_one_path(house: House) -> None:
    with pytest.raises(ValueError, match="two routes"):
        Front(house, [VENDOR, VENDOR._replace(name="other")], OWN)
