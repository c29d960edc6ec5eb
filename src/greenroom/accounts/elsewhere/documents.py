"""What issuers publish about themselves: their metadata (OpenID Connect Discovery 1.0) and keys, kept for an hour."""

from typing import Any, NamedTuple

from greenroom.accounts.elsewhere.client import ask
from greenroom.accounts.elsewhere.provider import Provider
from greenroom.kit.clock import MINUTE, Clock
from greenroom.problems import Unavailable

_KEPT = 60 * MINUTE
_ASKED_AGAIN = MINUTE
"""How often an issuer is asked for a key that it did not have."""


class Metadata(NamedTuple):
    """What is needed of it. `issuer` is written as the issuer writes it, in its tokens, too."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    posts_secret: bool
    """Whether the client secret goes into the form, and not into a header."""


class Documents:
    """The documents of all issuers, as one process has lately read them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._metadata: dict[str, tuple[int, Metadata]] = {}
        self._keys: dict[str, tuple[int, list[dict[str, Any]]]] = {}

    async def metadata(self, provider: Provider) -> Metadata:
        """What an issuer says of itself; raises Unavailable, also where it is another one that speaks."""
        now = self._clock()
        read_at, known = self._metadata.get(provider.issuer, (0, None))
        if known is None or not 0 <= now - read_at < _KEPT:
            said = await ask(provider.name, f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
            known = _metadata(provider, said.body)
            self._metadata[provider.issuer] = now, known
        return known

    async def keys(self, provider: Provider, key_id: str | None) -> list[dict[str, Any]]:
        """The keys that may have signed a token which names `key_id`, or none; raises Unavailable.

        Issuers change their keys now and then: one that isn't known is asked for again, though not for everybody's guess.
        """
        now = self._clock()
        read_at, known = self._keys.get(provider.issuer, (0, []))
        found = _named(known, key_id)
        if not 0 <= now - read_at < (_KEPT if found else _ASKED_AGAIN):
            known = await self._read_keys(provider)
            self._keys[provider.issuer] = now, known
            found = _named(known, key_id)
        return found

    async def _read_keys(self, provider: Provider) -> list[dict[str, Any]]:
        said = await ask(provider.name, (await self.metadata(provider)).jwks_uri)
        keys = said.body.get("keys")
        if not isinstance(keys, list):
            raise Unavailable(provider.name)
        return [key for key in keys if isinstance(key, dict) and key.get("use", "sig") == "sig"]


def _named(keys: list[dict[str, Any]], key_id: str | None) -> list[dict[str, Any]]:
    return [key for key in keys if key_id is None or key.get("kid") == key_id]


def _metadata(provider: Provider, body: dict[str, Any]) -> Metadata:
    names = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
    texts = [str(body.get(name, "")) for name in names]
    if texts[0].rstrip("/") != provider.issuer.rstrip("/") or not all(
        text.startswith(("https://", "http://")) for text in texts
    ):
        raise Unavailable(provider.name)
    methods = body.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    issuer, authorization, token, keys = texts
    return Metadata(issuer, authorization, token, keys, "client_secret_basic" not in methods)
