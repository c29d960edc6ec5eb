"""Creators: the form of an account's id that several vendors share."""


def creator_id(account_id: str) -> str:
    """`usr_` and the last 16 hexadecimal digits of the account's id."""
    return "usr_" + account_id.replace("-", "")[-16:]
