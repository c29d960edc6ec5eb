"""Tokens and addresses of OpenID Connect. Loaded with the first who signs in elsewhere: it takes 0.1 s."""

from typing import Any

from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, import_key

from greenroom.accounts.elsewhere.documents import Metadata
from greenroom.accounts.elsewhere.provider import Provider, SigningKey

ALGORITHMS = [
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "Ed25519", "EdDSA"),
]
"""Those of key pairs alone: by another kind, whoever knows a client secret or a public key could sign."""

_KINDS = {"RSA", "EC", "OKP"}
_SKEW = 120
"""Seconds that an issuer's clock may differ from ours."""
_SECRET_LIVES = 300


class BadToken(ValueError):
    """A token that does not say what it would have to; the message says what is wrong, for the log."""


def address(
    provider: Provider, metadata: Metadata, *, back: str, state: str, nonce: str, verifier: str
) -> str:
    """Where somebody is sent to sign in, so that they come `back`."""
    return str(
        prepare_grant_uri(
            metadata.authorization_endpoint,
            provider.client_id,
            "code",
            redirect_uri=back,
            scope=provider.scope,
            state=state,
            nonce=nonce,
            code_challenge=create_s256_code_challenge(verifier),
            code_challenge_method="S256",
            response_mode="form_post" if provider.form_post else None,
        )
    )


def client_secret(key: SigningKey, client_id: str, audience: str, now: int) -> str:
    """A client secret as a token (ES256), good for five minutes; raises BadToken for a key that can't sign one."""
    claims = {
        "iss": key.team_id,
        "iat": now,
        "exp": now + _SECRET_LIVES,
        "aud": audience,
        "sub": client_id,
    }
    try:
        pair = ECKey.import_key(key.pem)
        return jwt.encode({"alg": "ES256", "kid": key.key_id}, claims, pair, default_type=None)
    except (JoseError, ValueError) as error:
        raise BadToken(f"the signing key can't be used: {error}") from None


def key_id_of(token: str) -> str | None:
    """The id of the key that a token says has signed it; raises BadToken for a text that is no token."""
    try:
        header = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError) as error:
        raise BadToken(str(error)) from None
    key_id = header.get("kid")
    return key_id if isinstance(key_id, str) else None


def claims_of(
    token: str, keys: list[dict[str, Any]], metadata: Metadata, client_id: str, nonce: str, now: int
) -> dict[str, Any]:
    """What an ID token says, once it is known to be the issuer's, for us, for this sign-in, and of now.

    OpenID Connect Core 1.0, section 3.1.3.7. Raises BadToken.
    """
    told = CodeIDToken(
        _signed(token, keys),
        {},
        options={
            "iss": {"essential": True, "value": metadata.issuer},
            "aud": {"essential": True, "value": client_id},
        },
        params={"nonce": nonce, "client_id": client_id},
    )
    try:
        told.validate(now, _SKEW)
    except (JoseError, ValueError, TypeError) as error:
        raise BadToken(str(error)) from None
    subject = told["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= 255 or not subject.isprintable():
        raise BadToken("its subject is no text that could be one")
    return dict(told)


def _signed(token: str, keys: list[dict[str, Any]]) -> dict[str, Any]:
    """The claims of a token that one of these keys has signed."""
    why = "the issuer has no such key"
    for one in keys:
        if one.get("kty") not in _KINDS:
            continue
        try:
            return jwt.decode(token, import_key(one), algorithms=ALGORITHMS).claims
        except (JoseError, ValueError) as error:
            why = str(error)
    raise BadToken(why)
