"""Markdown of strangers: what they mean is shown, and nothing that runs, loads or lies."""

import pytest

from greenroom.studio.page.markdown import markdown

SHOWN = [
    ("*She waits.* **Now.**", "<p><em>She waits.</em> <strong>Now.</strong></p>"),
    ("one\ntwo", "<p>one<br>\ntwo</p>"),
    (
        "[here](https://a.example)",
        '<p><a href="https://a.example" rel="nofollow ugc noopener noreferrer">here</a></p>',
    ),
]


@pytest.mark.parametrize(("text", "html"), SHOWN)
def test_it_is_shown_as_it_was_meant(text: str, html: str) -> None:
    assert markdown(text).strip() == html


EVIL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![a](https://evil.example/a.png)",
    "[a](javascript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a]( java&#10;script:alert(1))",
    "<a href=' javascript:alert(1)'>a</a>",
    "[x]: https://evil.example/i.png\n![x]",
    '<div style="background:url(https://evil.example)">',
    "<iframe srcdoc='<script>alert(1)</script>'>",
]


@pytest.mark.parametrize("text", EVIL)
def test_nothing_runs_and_nothing_is_loaded(text: str) -> None:
    html = str(markdown(text))
    for sign in ("<script", "<img", "<iframe", "<div", 'href="javascript', 'href="data', 'src="'):
        assert sign not in html


@pytest.mark.parametrize("piece", ["**a_b[c", "- a\n", "# a\n", "[a](b) ", "*a* ", "<http://a> "])
def test_what_would_take_long_is_shown_as_it_was_written(piece: str) -> None:
    few, many = (str(markdown(piece * count)) for count in (20, 100_000 // len(piece)))
    rendered = ("<strong", "<em", "<li", "<h1", "<a ", "<br")
    assert any(tag in few for tag in rendered) or piece.startswith("**")  # which ends nowhere
    assert not [tag for tag in rendered[:-1] if tag in many]
    assert "<script" not in markdown(f"<script>{piece * 3_000}</script>")
