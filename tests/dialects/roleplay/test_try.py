from tests.served import Caller, PICTURE
import pytest
@pytest.mark.parametrize("n", range(50))
def test_x(ada: Caller, n: int) -> None:
    r = ada.post("/apiCreateCharacter", {"name": "Nora", "definition": "d", "greetings": ["x"], "avatar": PICTURE})
    assert r.status_code == 200, r.text
    assert ada.get("/apiListCharacters").json() == {"characters": [r.json()]}
