import pytest

from greenroom.kit.loopback import is_loopback


@pytest.mark.parametrize(
    ("host", "own"),
    [
        *(("127.0.0.1", True), ("127.0.0.9", True), ("::1", True), ("localhost", True), ("LocalHost", True)),
        *(("0.0.0.0", False), ("::", False), ("192.168.1.5", False), ("studio.local", False), ("", False)),
    ],
)
def test_an_address_is_this_machine_s_own_or_not(host: str, *, own: bool) -> None:
    assert is_loopback(host) is own
