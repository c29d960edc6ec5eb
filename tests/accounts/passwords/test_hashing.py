import pytest
from tests.conftest import Run

from greenroom.accounts.passwords.hashing import hashed, is_outdated, matches

WEAK = "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$Zr1B5dLOqyHuUWx9RUWrUv0X5ZQjpr9EfqMwr6ELOVc"


def test_a_password_is_kept_as_an_argon2id_hash(run: Run) -> None:
    first, second = run(hashed("correct horse")), run(hashed("correct horse"))
    assert first.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert first != second
    assert run(matches(first, "correct horse"))
    assert not run(matches(first, "correct horsf"))
    assert not is_outdated(first)


def test_where_none_was_kept_none_is_right(run: Run) -> None:
    assert not run(matches(None, "a password that nobody has, for as long as nobody asks"))
    assert not run(matches("no hash", "x"))


@pytest.mark.parametrize(("one", "other"), [("e\u0301t\u00e9", "\u00e9te\u0301"), ("\ufb01sh", "fish")])
def test_it_is_the_same_however_it_is_typed(one: str, other: str, run: Run) -> None:
    assert run(matches(run(hashed(one)), other))


def test_any_text_can_be_a_password(run: Run) -> None:
    assert run(matches(run(hashed("\0\ud800")), "\0\ud800"))


def test_a_hash_of_other_parameters_is_made_anew() -> None:
    assert is_outdated(WEAK)
