from typing import Any

import pytest

from greenroom.cards.secrets import without_secrets
from greenroom.characters.losses import Loss


@pytest.mark.parametrize(
    ("place", "kept", "taken"),
    [
        ({"secrets": {"A": "1"}, "x": 1}, {"x": 1}, ["data.secrets"]),
        ({"secrets": "all"}, {}, ["data.secrets"]),
        (
            {"settings": {"voice": {"model": "m", "API_KEY": "1"}, "secrets": {}, "apiKey": "2"}},
            {"settings": {"voice": {"model": "m"}}},
            ["data.settings.voice.API_KEY", "data.settings.secrets", "data.settings.apiKey"],
        ),
        (
            {"headers": [{"Authorization": "Bearer 1", "Accept": "*/*"}, {"x-api-key": "2"}]},
            {"headers": [{"Accept": "*/*"}, {}]},
            ["data.headers.Authorization", "data.headers.x-api-key"],
        ),
        (
            {"settings": {"secretary": "Ida", "api_key_name": "n"}},
            {"settings": {"secretary": "Ida", "api_key_name": "n"}},
            [],
        ),
        ({"settings": 3, "headers": None}, {"settings": 3, "headers": None}, []),
        (
            {"tokens": 12, "secretary": "Ida", "api_key": "x"},
            {"tokens": 12, "secretary": "Ida", "api_key": "x"},
            [],
        ),
    ],
)
def test_secrets_are_taken_out(place: dict[str, Any], kept: dict[str, Any], taken: list[str]) -> None:
    notes: list[Loss] = []
    assert without_secrets(place, "data.", notes) == kept
    assert [note.field for note in notes] == taken
