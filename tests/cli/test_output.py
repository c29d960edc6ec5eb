"""Where commands speak."""

from contextlib import suppress

import pytest

from greenroom.cli.output import Output, say, table


def test_a_result_is_json_or_text(capfd: pytest.CaptureFixture[str]) -> None:
    Output(as_json=True).give({"key": "ü", "large": 2**80}, "for people")
    Output(as_json=False).give({"key": "ü"}, "for people")
    assert capfd.readouterr() == ('{"key":"ü","large":1208925819614629174706176}\nfor people\n', "")


def test_no_words_are_no_line(capfd: pytest.CaptureFixture[str]) -> None:
    Output(as_json=True).give([], "")
    Output(as_json=False).give([], "")
    assert capfd.readouterr() == ("[]\n", "")


@pytest.mark.parametrize(
    ("items", "fails", "told"), [(2, False, "[1,\n1]\n"), (0, False, "[]\n"), (0, True, ""), (1, True, "[1")]
)
def test_several_are_one_array_which_is_whole_or_has_no_end(
    items: int, *, fails: bool, told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with suppress(OSError), Output(as_json=True).several() as give:
        for _ in range(items):
            give(1, "one")
        if fails:
            raise OSError
    assert capfd.readouterr() == (told, "")


def test_progress_is_no_result(capfd: pytest.CaptureFixture[str]) -> None:
    say("Reading …")
    assert capfd.readouterr() == ("", "Reading …\n")


def test_columns_are_as_wide_as_they_need_to_be() -> None:
    assert table([("a", "long one"), ("wider", "")], "x", "y") == "x      y\na      long one\nwider"
    assert table([], "x", "y") == "x  y"


def test_a_stranger_s_text_is_one_cell_and_nothing_else() -> None:
    drawn = table([("\x1b[31mred\nFAKE LINE\x07", "ü"), ("x" * 10_000, "")], "path", "who")
    assert [line[:30].rstrip() for line in drawn.splitlines()] == [
        "path",
        r"\x1b[31mred\nFAKE LINE\x07",
        "x" * 30,
    ]
    assert max(map(len, drawn.splitlines())) < 210
