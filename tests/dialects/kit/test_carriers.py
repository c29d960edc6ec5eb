from base64 import b64encode, urlsafe_b64encode

import pytest
from starlette.datastructures import Headers

from greenroom.accounts.keys import NewKey
from greenroom.dialects.kit.carriers import BASIC, BEARER, Carrier, header, unless
from greenroom.problems import WrongKey

KEY = NewKey("rp_0123456789AB", "rp_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmn")
OWN = header("Game-API-KEY")


def base64(text: str, *, padded: bool = True) -> str:
    code = b64encode(text.encode()).decode()
    return code if padded else code.rstrip("=")


def sent(*pairs: tuple[str, str]) -> Headers:
    return Headers(raw=[(name.lower().encode(), value.encode()) for name, value in pairs])


ROWS: list[tuple[Carrier, str, str, bool]] = [
    (BEARER, "Authorization", f"Bearer {KEY.text}", True),
    (BEARER, "authorization", f"bEARER \t{KEY.text} ", True),
    (BEARER, "Authorization", f"Basic {KEY.text}", False),
    (BEARER, "Authorization", KEY.text, False),
    (BEARER, "Authorization", "Bearer", False),
    (BEARER, "Game-API-KEY", KEY.text, False),
    (BASIC, "Authorization", f"Basic {base64(KEY.text)}", True),
    (BASIC, "Authorization", f"basic {base64(KEY.text, padded=False)}", True),
    (BASIC, "Authorization", f"Basic {urlsafe_b64encode(KEY.text.encode()).decode()}", True),
    (BASIC, "Authorization", f"Basic {base64(f'{KEY.text[:15]}:{KEY.text[15:]}')}", True),
    (BASIC, "Authorization", f"Basic {base64(f'{KEY.text}:')}", True),
    (BASIC, "Authorization", f"Basic {base64(f':{KEY.text}')}", False),
    (BASIC, "Authorization", f"Basic {base64(f'{KEY.text[:14]}:{KEY.text[14:]}')}", False),
    (BASIC, "Authorization", f"Basic {base64(f'{KEY.text[:16]}:{KEY.text[16:]}')}", False),
    (BASIC, "Authorization", f"Basic {base64(f'{KEY.text[:-1]}:{KEY.text[-1]}')}", False),
    (BASIC, "Authorization", f"Basic {base64(f'{KEY.text}::')}", False),
    (BASIC, "Authorization", f"Basic {base64(f' {KEY.text} ')}", True),
    (BASIC, "Authorization", f"Basic {KEY.text}", True),
    (BASIC, "Authorization", f"Bearer {KEY.text}", False),
    (BASIC, "Authorization", "Basic %%%", False),
    (BASIC, "Authorization", f"Basic {base64('somebody:password')}", False),
    (OWN, "Game-API-KEY", KEY.text, True),
    (OWN, "game-api-key", f"  {KEY.text} ", True),
    (OWN, "Authorization", KEY.text, False),
]


@pytest.mark.parametrize(("carrier", "name", "value", "found"), ROWS)
def test_a_key_is_found_where_its_carrier_has_it(
    carrier: Carrier,
    name: str,
    value: str,
    found: bool,  # noqa: FBT001 - a column
) -> None:
    assert (KEY.text in carrier.candidates(sent((name, value)))) == found


@pytest.mark.parametrize("carrier", [BEARER, BASIC, OWN])
def test_without_the_header_there_is_nothing_to_try(carrier: Carrier) -> None:
    assert carrier.candidates(sent(("host", "localhost"))) == []


@pytest.mark.parametrize(("carrier", "name", "one", "other"), [
    (BEARER, "Authorization", "Bearer a", "Bearer b"),
    (BASIC, "Authorization", "Basic a", "Basic b"),
    (OWN, "Game-API-KEY", "a", "b"),
])  # fmt: skip
def test_a_header_sent_twice_must_say_the_same(carrier: Carrier, name: str, one: str, other: str) -> None:
    assert carrier.candidates(sent((name, one), (name, f" {one} ")))
    with pytest.raises(WrongKey, match="twice"):
        carrier.candidates(sent((name, one), (name, other)))


@pytest.mark.parametrize("carrier", [BEARER, BASIC, OWN])
def test_a_carrier_describes_itself_for_openapi(carrier: Carrier) -> None:
    assert carrier.scheme["type"] in {"http", "apiKey"}
    assert all(name == name.lower() for name in carrier.headers)


def test_a_carrier_may_give_way_to_another() -> None:
    carrier = unless(OWN, BEARER)
    hers, his = ("Authorization", "Bearer a"), ("Game-API-KEY", "b")
    assert carrier.candidates(sent(hers)) == ["a"]
    assert carrier.candidates(sent(hers, ("Game-API-KEY", " "))) == ["a"]
    assert carrier.candidates(sent(hers, his)) == []
    assert carrier._replace(candidates=BEARER.candidates) == BEARER
