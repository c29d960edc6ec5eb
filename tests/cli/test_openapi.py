"""`greenroom openapi`."""

import json

import pytest
from openapi_spec_validator import validate
from tests.cli.conftest import Commands

from greenroom.cli.dialects import all_dialects


@pytest.mark.parametrize("dialect", [*all_dialects()])
def test_every_dialect_has_a_document_for_people_and_programs(greenroom: Commands, dialect: str) -> None:
    document = greenroom.json("openapi", dialect, GREENROOM_PUBLIC_URL="https://characters.example")
    validate(document)
    assert document["servers"] == [{"url": "https://characters.example"}]
    text = greenroom("openapi", dialect, GREENROOM_PUBLIC_URL="https://characters.example").out
    assert json.loads(text) == document
    assert text.startswith('{\n  "openapi": "3.1.0",\n')


def test_it_is_what_the_server_serves(greenroom: Commands) -> None:
    paths = greenroom.json("openapi", "native")["paths"]
    assert "/v1/account" in paths


def test_a_dialect_that_is_none(greenroom: Commands) -> None:
    done = greenroom("openapi", "klingon")
    assert done.code == 2
    assert f"klingon is none of {', '.join(all_dialects())}." in done.err
