import pytest

from greenroom.bench.obstacle import Obstacle
from greenroom.bench.size import named, read_sizes


@pytest.mark.parametrize(
    ("text", "sizes"),
    [("1k", [1000]), ("1M, 100k,1k", [1000, 100_000, 1_000_000]), ("7,7", [7]), ("1000,1k", [1000])],
)
def test_sizes_are_read_the_smallest_first(text: str, sizes: list[int]) -> None:
    assert read_sizes(text) == sizes


@pytest.mark.parametrize("text", ["", "0", "1m", "1k,", "-1", "1.5k", "many"])
def test_what_is_no_size_is_an_obstacle(text: str) -> None:
    with pytest.raises(Obstacle, match="1k,100k,1M"):
        read_sizes(text)


@pytest.mark.parametrize(
    ("size", "name"),
    [(0, ""), (7, "7"), (1000, "1k"), (1500, "1500"), (100_000, "100k"), (1_000_000, "1M")],
)
def test_a_size_is_called_as_it_is_read(size: int, name: str) -> None:
    assert named(size) == name
    assert not size or list(read_sizes(name)) == [size]
