import re

import pytest

from greenroom.accounts.passwords.rules import check_password, new_recovery_code, recovery_digest
from greenroom.problems import BadValue

SECRET = b"0123456789abcdef"
GOOD = ["12345678", "correct horse battery staple", "пароль-пароль", "x y z x y z", "a" * 254 + "bc"]
BAD = ["", "1234567", "x" * 257, "aaaaaaaaaa", "abababab", "ADA_LOVELACE"]


@pytest.mark.parametrize("password", GOOD)
def test_length_is_what_counts(password: str) -> None:
    check_password(password, "@ada_lovelace")


@pytest.mark.parametrize("password", BAD)
def test_what_is_guessed_first_is_refused(password: str) -> None:
    with pytest.raises(BadValue, match=r"^password must"):
        check_password(password, "@ada_lovelace")


def test_a_recovery_code_is_to_be_written_down() -> None:
    code = new_recovery_code()
    assert re.fullmatch(r"([0-9A-Za-z]{5}-){4}[0-9A-Za-z]{5}", code)
    assert code != new_recovery_code()


def test_how_it_is_typed_does_not_matter() -> None:
    kept = recovery_digest(SECRET, "ABCDE-fghij")
    assert recovery_digest(SECRET, " ABCDE fghij\n") == recovery_digest(SECRET, "ABCDEfghij") == kept
    assert recovery_digest(SECRET, "abcde-fghij") != kept
    assert recovery_digest(b"another secret of a server", "ABCDE-fghij") != kept
