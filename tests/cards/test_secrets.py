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
            ["data.headers[0].Authorization", "data.headers[1].x-api-key"],
        ),
        (
            {"settings": {"secretary": "Ida", "api_key_name": "n"}},
            {"settings": {"secretary": "Ida", "api_key_name": "n"}},
            [],
        ),
        ({"settings": 3, "headers": None}, {"settings": 3, "headers": None}, []),
        (
            {
                "tokens": 12,
                "secretary": "Ida",
                "password": "swordfish",
                "eos_token": "</s>",
                "keys": ["k"],
                "token_budget": 5,
            },
            {
                "tokens": 12,
                "secretary": "Ida",
                "password": "swordfish",
                "eos_token": "</s>",
                "keys": ["k"],
                "token_budget": 5,
            },
            [],
        ),
        (
            {
                "settings": {
                    "DISCORD_API_TOKEN": "C",
                    "TWITTER_PASSWORD": "D",
                    "EVM_PRIVATE_KEY": "E",
                    "AWS_SECRET_ACCESS_KEY": "F",
                    "apiKeys": {"a": "G"},
                    "max_tokens": 9,
                    "model": "m",
                },
                "clientConfig": {"discord": {"token": "I", "apiKey": "J", "shouldIgnore": True}},
                "llm_config": {"api_key": "L", "context_window": 1},
                "apiKey": "K",
                "agent": {"headers": {"Authorization": "M", "Accept": "a"}},
            },
            {
                "settings": {"max_tokens": 9, "model": "m"},
                "clientConfig": {"discord": {"shouldIgnore": True}},
                "llm_config": {"context_window": 1},
                "agent": {"headers": {"Accept": "a"}},
            },
            [
                *(
                    f"data.settings.{key}"
                    for key in (
                        "DISCORD_API_TOKEN",
                        "TWITTER_PASSWORD",
                        "EVM_PRIVATE_KEY",
                        "AWS_SECRET_ACCESS_KEY",
                        "apiKeys",
                    )
                ),
                *("data.clientConfig.discord.token", "data.clientConfig.discord.apiKey"),
                *("data.llm_config.api_key", "data.apiKey", "data.agent.headers.Authorization"),
            ],
        ),
    ],
)
def test_secrets_are_taken_out(place: dict[str, Any], kept: dict[str, Any], taken: list[str]) -> None:
    notes: list[Loss] = []
    assert without_secrets(place, "data.", notes) == kept
    assert [note.field for note in notes] == taken
