from typing import Any

import pytest

from greenroom.accounts.elsewhere.provider import Incomplete, Provider, SigningKey, providers_of
from greenroom.app import all_settings
from greenroom.settings import Refused, load

APPLE = {"apple_client_id": "com.example", "apple_team_id": "T", "apple_key_id": "K", "apple_key": "PEM"}
WORK = {"oidc_issuers": "work=https://id.example/", "oidc_clients": "work=us"}

NAMED: list[tuple[dict[str, str], list[Provider]]] = [
    ({}, []),
    (
        {"google_client_id": "us", "google_client_secret": "s"},
        [Provider("google", "Google", "https://accounts.google.com", "us", "s")],
    ),
    (
        APPLE,
        [
            Provider(
                "apple",
                "Apple",
                "https://appleid.apple.com",
                "com.example",
                signing_key=SigningKey("T", "K", "PEM"),
                form_post=True,
                scope="openid name email",
            )
        ],
    ),
    (WORK, [Provider("work", "work", "https://id.example/", "us")]),
    (
        {
            "oidc_issuers": "work=https://a.example,home-lab=http://10.0.0.2:9000/realms/x",
            "oidc_clients": "work=us,home-lab=greenroom",
            "oidc_secrets": "home-lab=s=1",
            "oidc_names": "work=Example Ltd.",
        },
        [
            Provider("work", "Example Ltd.", "https://a.example", "us"),
            Provider("home-lab", "home-lab", "http://10.0.0.2:9000/realms/x", "greenroom", "s=1"),
        ],
    ),
]


def values(said: dict[str, Any]) -> dict[str, Any]:
    return load(all_settings(), said, {})


@pytest.mark.parametrize(("said", "providers"), NAMED)
def test_settings_name_issuers(said: dict[str, str], providers: list[Provider]) -> None:
    assert list(providers_of(values(said))) == providers


HALF: list[tuple[dict[str, str], str]] = [
    ({"google_client_id": "us"}, "google_client_secret"),
    *((APPLE | {name: ""}, name) for name in ("apple_team_id", "apple_key_id", "apple_key")),
    ({"oidc_issuers": "work=https://id.example"}, "oidc_clients must say"),
    (
        WORK | {"oidc_issuers": "google=https://id.example", "oidc_clients": "google=us"},
        "a meaning of its own",
    ),
]


@pytest.mark.parametrize(("said", "words"), HALF)
def test_half_of_it_is_told(said: dict[str, str], words: str) -> None:
    with pytest.raises(Incomplete, match=words):
        providers_of(values(said))


@pytest.mark.parametrize("issuer", ["work", "Work=https://id.example", "a/b=https://id.example", "w=ftp://x"])
def test_what_names_no_issuer_is_refused(issuer: str) -> None:
    with pytest.raises(Refused, match="oidc_issuers must be"):
        values({"oidc_issuers": issuer})
