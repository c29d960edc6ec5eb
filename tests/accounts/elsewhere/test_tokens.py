"""What an ID token must be (OpenID Connect Core 1.0, section 3.1.3.7), with keys of a test's own."""

import hmac
import json
from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from greenroom.accounts.elsewhere import Provider
from greenroom.accounts.elsewhere.documents import Metadata
from greenroom.accounts.elsewhere.provider import SigningKey
from greenroom.accounts.elsewhere.tokens import BadToken, address, claims_of, client_secret, key_id_of

VERIFIER, CHALLENGE = (  # RFC 7636, appendix B
    "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
)
NOW = 1_800_000_000
ISSUER = "https://id.example"
META = Metadata(
    ISSUER, f"{ISSUER}/authorize?tenant=1", f"{ISSUER}/token", f"{ISSUER}/keys", posts_secret=False
)
RSA = RSAKey.generate_key(2048, {"kid": "r"}, private=True)
EC = ECKey.generate_key("P-256", {"kid": "e"}, private=True)
STRANGER = ECKey.generate_key("P-256", {"kid": "e"}, private=True)
KEYS = [RSA.as_dict(private=False), EC.as_dict(private=False)]
GOOD: dict[str, Any] = {"iss": ISSUER, "sub": "1", "aud": "us", "exp": NOW + 300, "iat": NOW, "nonce": "n"}


def token(key: Any = EC, alg: str = "ES256", **claims: Any) -> str:
    told = {name: value for name, value in (GOOD | claims).items() if value is not None}
    return jwt.encode({"alg": alg, "kid": key.kid}, told, key, algorithms=[alg])


def read(text: str, keys: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    found = [key for key in keys or KEYS if key.get("kid") in {None, key_id_of(text)}]
    return claims_of(text, found, META, "us", "n", NOW)


KEPT: list[dict[str, Any]] = [
    {},
    {"aud": ["us"]},
    {"aud": ["us", "them"], "azp": "us"},
    {"exp": NOW - 100},  # their clock is behind ours
    {"iat": NOW + 100},  # or ahead
    {"email": "ada@example.org", "email_verified": False},
]


@pytest.mark.parametrize("claims", KEPT, ids=str)
@pytest.mark.parametrize(
    ("key", "alg"), [(EC, "ES256"), (RSA, "RS256"), (RSA, "PS256")], ids=["ec", "rsa", "pss"]
)
def test_a_good_token_is_believed(key: Any, alg: str, claims: dict[str, Any]) -> None:
    assert read(token(key, alg, **claims))["sub"] == "1"


REFUSED: list[dict[str, Any]] = [
    {"iss": "https://evil.example"},
    {"iss": f"{ISSUER}/"},
    {"iss": None},
    {"aud": "them"},
    {"aud": ["them"]},
    {"aud": ["us", "them"]},  # meant for whom?
    {"aud": ["us", "them"], "azp": "them"},
    {"aud": None},
    {"azp": "them"},
    {"exp": NOW - 121},
    {"exp": None},
    {"exp": "soon"},
    {"iat": NOW + 121},
    {"iat": None},
    {"nbf": NOW + 121},
    {"nonce": "another"},
    {"nonce": None},
    {"sub": None},
    {"sub": ""},
    {"sub": 1},
    {"sub": "x" * 256},
    {"sub": "a\0b"},
]


@pytest.mark.parametrize("claims", REFUSED, ids=str)
def test_another_one_is_not(claims: dict[str, Any]) -> None:
    with pytest.raises(BadToken):
        read(token(**claims))


def unsigned() -> str:
    parts = ({"alg": "none", "kid": "e"}, GOOD)
    return ".".join(urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts) + "."


def by_public_key() -> str:
    """Signed with what everybody knows, as if it were a secret (CVE-2015-9235)."""
    parts = ({"alg": "HS256", "kid": "e"}, GOOD)
    text = ".".join(urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)
    mac = hmac.digest(EC.as_pem(private=False), text.encode(), "sha256")
    return f"{text}.{urlsafe_b64encode(mac).decode().rstrip('=')}"


FORGED = {
    "unsigned": unsigned,
    "by a public key": by_public_key,
    "by a stranger's key": lambda: token(STRANGER),
    "changed": lambda: token()[:-8] + "AAAAAAAA",
    "no token": lambda: "x",
    "nothing": lambda: "",
    "five parts": lambda: "a.b.c.d.e",
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_a_forged_one_is_not(forge: Any) -> None:
    with pytest.raises(BadToken):
        read(forge())


def test_a_symmetric_key_among_an_issuer_s_is_none() -> None:
    secret = OctKey.generate_key(256, {"kid": "o"})
    text = jwt.encode({"alg": "HS256", "kid": "o"}, GOOD, secret, algorithms=["HS256"])
    with pytest.raises(BadToken):
        read(text, [secret.as_dict(private=True)])


def test_a_key_that_can_t_be_read_hides_no_other() -> None:
    assert read(token(), [{"kty": "EC", "kid": "e", "crv": "P-0"}, {"kty": "new", "kid": "e"}, *KEYS])


def test_apple_s_secret_says_who_asks_whom_and_for_how_long() -> None:
    key = SigningKey("TEAM", "KEY", EC.as_pem(private=True).decode())
    text = client_secret(key, "com.example.us", ISSUER, NOW)
    read_again = jwt.decode(text, EC, algorithms=["ES256"])
    assert read_again.header == {"alg": "ES256", "kid": "KEY"}
    assert read_again.claims == {
        "iss": "TEAM",
        "iat": NOW,
        "exp": NOW + 300,
        "aud": ISSUER,
        "sub": "com.example.us",
    }


@pytest.mark.parametrize("pem", ["", "x", RSA.as_pem(private=True).decode()], ids=["", "x", "rsa"])
def test_a_key_that_can_t_sign_is_told(pem: str) -> None:
    with pytest.raises(BadToken, match="signing key"):
        client_secret(SigningKey("TEAM", "KEY", pem), "us", ISSUER, NOW)


def test_somebody_is_sent_with_all_that_protects_them() -> None:
    provider = Provider("work", "Work", ISSUER, "us", form_post=True)
    url = address(provider, META, back="http://here/back", state="s", nonce="n", verifier=VERIFIER)
    assert url.startswith(f"{ISSUER}/authorize?")
    assert parse_qs(urlsplit(url).query) == {
        "tenant": ["1"],
        "response_type": ["code"],
        "client_id": ["us"],
        "redirect_uri": ["http://here/back"],
        "scope": ["openid email profile"],
        "state": ["s"],
        "nonce": ["n"],
        "code_challenge": [CHALLENGE],
        "code_challenge_method": ["S256"],
        "response_mode": ["form_post"],
    }
