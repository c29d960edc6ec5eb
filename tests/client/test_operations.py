"""Every operation of the OpenAPI document is in the clients, and nothing else is."""

import inspect
from typing import Any

import pytest
from clients.generate.api import rows_of
from clients.generate.files import document
from clients.generate.names import NAMES, misnamed
from tests.client.asking import ASKING, Stage
from tests.conftest import Run
from tests.served import Caller

from greenroom.client import AsyncGreenroom, Greenroom


def test_every_operation_has_a_name_and_every_name_an_operation() -> None:
    """A new operation wants a row in clients/generate/names.py, one in tests/client/asking.py, and script/clients."""
    assert misnamed(rows_of(document())) == {"unnamed": [], "gone": []}


def test_no_two_have_the_same() -> None:
    assert len(set(NAMES.values())) == len(NAMES)


def names_of(one: Any, within: str = "") -> set[str]:
    """The paths of all methods of a client's resources."""
    found = set()
    for name, value in vars(one).items():
        if not name.startswith("_"):
            place = f"{within}{name}"
            methods = inspect.getmembers(type(value), inspect.isfunction)
            found |= {f"{place}.{method}" for method, _ in methods if not method.startswith("_")}
            found |= names_of(value, f"{place}.")
    return found


@pytest.mark.parametrize("kind", [Greenroom, AsyncGreenroom])
def test_a_client_has_them_all_and_no_more(kind: type[Greenroom] | type[AsyncGreenroom]) -> None:
    assert names_of(kind("http://127.0.0.1:1", "rp_")) == set(NAMES.values())


def test_each_is_asked_for_below() -> None:
    assert ASKING.keys() == set(NAMES.values())


def method_of(client: Any, name: str) -> Any:
    for part in name.split("."):
        client = getattr(client, part)
    return client


@pytest.mark.parametrize("name", ASKING)
def test_it_is_answered(name: str, ada: Caller) -> None:
    with Greenroom(ada.served.url, ada.key, max_retries=0) as client:
        arguments, check = ASKING[name]
        given, named = arguments(Stage(client))
        check(method_of(client, name)(*given, **named))


@pytest.mark.parametrize("name", ASKING)
def test_it_is_answered_to_who_awaits_it(name: str, ada: Caller, run: Run) -> None:
    async def asked(given: Any, named: Any) -> Any:
        async with AsyncGreenroom(ada.served.url, ada.key, max_retries=0) as client:
            answer = await method_of(client, name)(*given, **named)
            return [one async for one in answer] if hasattr(answer, "reply_id") else answer

    with Greenroom(ada.served.url, ada.key, max_retries=0) as client:
        arguments, check = ASKING[name]
        given, named = arguments(Stage(client))
    check(run(asked(given, named)))
