import pytest

from greenroom.accounts.sessions.cookies import SESSION, SIGN_IN, is_secure

MADE = [
    (False, b"greenroom=abc; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax"),
    (True, b"__Host-greenroom=abc; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure"),
]


@pytest.mark.parametrize(("secure", "value"), MADE)
def test_name_and_secure_follow_the_scheme(*, secure: bool, value: bytes) -> None:
    assert SESSION.make("abc", secure=secure) == (b"set-cookie", value)


def test_a_dropped_cookie_is_over() -> None:
    assert SIGN_IN.drop(secure=False)[1] == b"greenroom-sign-in=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"


READ = [
    ("greenroom=abc", False, "abc"),
    ("a=b; greenroom=abc;c=d", False, "abc"),
    ("__Host-greenroom=abc", True, "abc"),
    ("greenroom=abc", True, None),  # set over http, or by another host of the domain
    ("__Host-greenroom=abc", False, None),
    ("greenroom=abc; greenroom=def", False, None),
    ("greenroom-sign-in=abc; xgreenroom=def", False, None),
    ("greenroom", False, ""),
    ("", False, None),
    (None, False, None),
]


@pytest.mark.parametrize(("header", "secure", "value"), READ)
def test_a_cookie_is_read_by_its_very_name(header: str | None, *, secure: bool, value: str | None) -> None:
    assert SESSION.read(header, secure=secure) == value


HOSTS = [
    ("characters.example", "https://characters.example", True),
    ("CHARACTERS.example", "https://characters.example", True),
    ("characters.example:443", "https://characters.example", True),
    ("characters.example:8443", "https://characters.example:8443/rooms", True),
    ("characters.example", "http://characters.example", False),
    ("192.168.1.7:8700", "https://characters.example", False),
    ("characters.example:8700", "https://characters.example", False),
    ("", "https://characters.example", False),
]


@pytest.mark.parametrize(("host", "public_url", "secure"), HOSTS)
def test_https_is_where_public_url_says_so(host: str, public_url: str, *, secure: bool) -> None:
    assert is_secure(host, public_url) == secure
