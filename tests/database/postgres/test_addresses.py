"""Which of several addresses is asked, and for what."""

import pytest

from greenroom.database.postgres.addresses import Parameters, each, wants_primary

WANTED: list[tuple[Parameters, bool]] = [
    ({"host": "a"}, False),
    ({"host": "a,b"}, True),
    ({"hostaddr": "10.0.0.1,10.0.0.2"}, True),
    ({"host": "a", "target_session_attrs": "read-write"}, True),
    ({"host": "a", "target_session_attrs": "primary"}, True),
    ({"host": "a,b", "target_session_attrs": "any"}, False),
    ({}, False),
]


@pytest.mark.parametrize(("said", "wanted"), WANTED)
def test_of_several_the_one_that_takes_writes_is_wanted(said: Parameters, *, wanted: bool) -> None:
    assert wants_primary(said) is wanted


EACH: list[tuple[Parameters, list[Parameters]]] = [
    ({"host": "a,b", "port": "1,2"}, [{"host": "a", "port": "1"}, {"host": "b", "port": "2"}]),
    ({"host": "a,b", "port": "1"}, [{"host": "a", "port": "1"}, {"host": "b", "port": "1"}]),
    ({"host": "a,b", "user": "c"}, [{"host": "a", "user": "c"}, {"host": "b", "user": "c"}]),
    (
        {"host": "a,b", "hostaddr": "1.1.1.1,1.1.1.2"},
        [{"host": "a", "hostaddr": "1.1.1.1"}, {"host": "b", "hostaddr": "1.1.1.2"}],
    ),
    ({"hostaddr": "1.1.1.1,1.1.1.2"}, [{"hostaddr": "1.1.1.1"}, {"hostaddr": "1.1.1.2"}]),
    ({"host": "a,b", "target_session_attrs": "primary"}, [{"host": "a"}, {"host": "b"}]),
    ({"host": "a", "target_session_attrs": "read-write"}, [{"host": "a"}]),
    ({"target_session_attrs": "primary"}, [{}]),
    ({"host": "a", "port": "1"}, [{"host": "a", "port": "1"}]),
]


@pytest.mark.parametrize(("said", "hosts"), EACH)
def test_each_host_is_asked_by_itself(said: Parameters, hosts: list[Parameters]) -> None:
    assert each(said) == hosts


AS_THEY_ARE: list[Parameters] = [
    {"host": "a,b", "port": "1,2,3"},
    {"host": "a,b", "target_session_attrs": "any"},
    {"host": "a,b", "target_session_attrs": "prefer-standby"},
]


@pytest.mark.parametrize("said", AS_THEY_ARE)
def test_what_is_libpq_s_choice_or_makes_no_sense_is_left_to_it(said: Parameters) -> None:
    assert each(said) == [said]
