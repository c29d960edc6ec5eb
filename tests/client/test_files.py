"""Files as answers tell of them."""

import pytest

from greenroom.client.errors import APIResponseError
from greenroom.client.files import File, file_of

NAMES = [
    ("attachment; filename*=UTF-8''N%C3%B6ra.png", "Nöra.png"),
    ('attachment; filename="nora.png"', "nora.png"),
    ("attachment; filename=nora.png; size=3", "nora.png"),
    ("attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd", "passwd"),
    ('attachment; filename="C:\\\\nora.png"', "nora.png"),
    ("attachment", ""),
    ("", ""),
]


@pytest.mark.parametrize(("said", "name"), NAMES)
def test_a_name_leads_into_no_folder(said: str, name: str) -> None:
    assert file_of({"content-disposition": said}, b"").name == name


def test_it_knows_what_it_is() -> None:
    file = file_of({"content-type": "application/json; charset=utf-8", "x-request-id": "req_1"}, b'{"a": 1}')
    assert file == File(b'{"a": 1}', "application/json", "", "req_1")
    assert file.json() == {"a": 1}
    with pytest.raises(APIResponseError):
        File(b"\x89PNG", "image/png").json()
