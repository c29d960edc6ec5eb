"""What a password must be, and what a recovery code is.

Length is what counts (NIST SP 800-63B, 3.1.1.2): no rules about kinds of characters, and no expiry.
"""

import hmac

from greenroom.kit.ids import random_base62
from greenroom.problems import BadValue

SHORTEST = 8
LONGEST = 256
_FEWEST_KINDS = 3
_GROUP, _GROUPS = 5, 5  # 148 bits


def check_password(password: str, handle: str) -> None:
    """Raise BadValue for a password that would be guessed first, or that costs more to hash than it helps."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadValue("password", f"must have {SHORTEST} to {LONGEST} characters")
    if password.lower() == handle.removeprefix("@").lower():
        raise BadValue("password", "must not be the name that you sign in with")
    if len({*password}) < _FEWEST_KINDS:
        raise BadValue("password", "must not be the same character again and again")


def new_recovery_code() -> str:
    """A code to write down, with which a forgotten password is replaced: groups of letters and digits."""
    return "-".join(random_base62(_GROUP) for _ in range(_GROUPS))


def recovery_digest(secret: bytes, code: str) -> bytes:
    """What is kept of a recovery code; hyphens and blanks don't count. It is too long to be guessed, so quickly made."""
    plain = "".join(code.replace("-", " ").split())
    return hmac.digest(secret, b"recovery " + plain.encode("utf-8", "surrogatepass"), "sha256")
