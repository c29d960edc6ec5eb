import json
import logging

import pytest

from greenroom.accounts.keys import new_key
from greenroom.http.logs import JsonFormatter, masked


def line(message: str, *args: object, error: bool = False) -> dict[str, str]:
    info = (RuntimeError, RuntimeError(message), None) if error else None
    record = logging.LogRecord("greenroom.test", logging.WARNING, __file__, 1, message, args, info)
    text = JsonFormatter().format(record)
    assert "\n" not in text
    said: dict[str, str] = json.loads(text)
    return said


def test_a_line_is_one_json_object() -> None:
    said = line("hello %s\nsecond", "wörld")
    assert said.keys() == {"time", "level", "logger", "message"}
    assert (said["level"], said["logger"], said["message"]) == (
        "warning",
        "greenroom.test",
        "hello wörld\nsecond",
    )
    assert said["time"].endswith("+00:00")


def test_a_traceback_is_part_of_it() -> None:
    assert "RuntimeError: broke" in line("broke", error=True)["traceback"]


@pytest.mark.parametrize("form", ["{}", "Bearer {}", "'{}'", "x={}&y=1", "{0} {0}", "/path/{}/x"])
def test_a_key_is_masked_wherever_it_stands(form: str) -> None:
    key = new_key()
    text = form.format(key.text)
    for said in (masked(text), line("%s", text)["message"], line(text, error=True)["traceback"]):
        assert key.text[15:] not in said
        assert key.key_id in said


@pytest.mark.parametrize("scheme", ["postgresql", "http", "s3"])
def test_a_password_in_an_address_is_masked(scheme: str) -> None:
    text = f"no way to {scheme}://eve:hush-hush@db.example:5432/cast at all"
    assert masked(text) == f"no way to {scheme}://eve:…@db.example:5432/cast at all"


@pytest.mark.parametrize(
    "text",
    ["rp_short", "rp_AAAAAAAAAAAA", "trp_", "", "http://127.0.0.1:8700/@mara", "see http://a:1 or x@y"],
)
def test_what_is_no_key_is_left_alone(text: str) -> None:
    assert masked(text) == text
