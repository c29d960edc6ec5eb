"""Where people may sign in: an issuer, and what we are to it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from greenroom.kit.pairs import pairs

_SCOPE = "openid email profile"
GOOGLE = "https://accounts.google.com"


class SigningKey(NamedTuple):
    """A key (PKCS #8, PEM, of the curve P-256) that signs client secrets, and its id and owner at the issuer."""

    team_id: str
    key_id: str
    pem: str


class Provider(NamedTuple):
    """An issuer. `key` stands in paths, `name` on buttons.

    Where there is a `signing_key`, the client secret is a token that it signs anew each time, as Apple wants it
    (https://developer.apple.com/documentation/accountorganizationaldatasharing/creating-a-client-secret). With `form_post`
    the issuer answers by a POST.
    """

    key: str
    name: str
    issuer: str
    client_id: str
    client_secret: str = ""
    signing_key: SigningKey | None = None
    form_post: bool = False
    scope: str = _SCOPE


class Incomplete(ValueError):
    """Settings name an issuer but not all of what we are to it; the message says what is missing."""


def providers_of(values: Mapping[str, Any]) -> tuple[Provider, ...]:
    """Everybody that the settings name; raises Incomplete."""
    return (*_google(values), *_apple(values), *_others(values))


def _google(values: Mapping[str, Any]) -> tuple[Provider, ...]:
    if not values["google_client_id"]:
        return ()
    _expect(values, "google_client_secret", of="google_client_id")
    return (Provider("google", "Google", GOOGLE, values["google_client_id"], values["google_client_secret"]),)


def _apple(values: Mapping[str, Any]) -> tuple[Provider, ...]:
    if not values["apple_client_id"]:
        return ()
    _expect(values, "apple_team_id", "apple_key_id", "apple_key", of="apple_client_id")
    return (
        Provider(
            "apple",
            "Apple",
            values["apple_issuer"].rstrip("/"),
            values["apple_client_id"],
            signing_key=SigningKey(values["apple_team_id"], values["apple_key_id"], values["apple_key"]),
            form_post=True,
            scope="openid name email",
        ),
    )


def _others(values: Mapping[str, Any]) -> tuple[Provider, ...]:
    clients, secrets, names = (pairs(values[f"oidc_{what}"]) for what in ("clients", "secrets", "names"))
    found = []
    for key, issuer in pairs(values["oidc_issuers"]).items():
        if key in {"google", "apple", "link"}:
            raise Incomplete(f"oidc_issuers can't name an issuer {key}; that name has a meaning of its own.")
        if key not in clients:
            raise Incomplete(
                f"oidc_issuers names {key}; oidc_clients must say what this server is to it, as {key}=…."
            )
        found.append(Provider(key, names.get(key, key), issuer, clients[key], secrets.get(key, "")))
    return tuple(found)


def _expect(values: Mapping[str, Any], *names: str, of: str) -> None:
    for name in names:
        if not values[name]:
            raise Incomplete(f"{of} is set; {name} must be, too.")
