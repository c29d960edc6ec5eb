"""Static files: for ever under the address of their content, and packed."""

import re
from pathlib import Path

import pytest
from tests.served import Served

from greenroom.studio.page.static import address, all_files

STATIC = Path(__file__).parents[3] / "src" / "greenroom" / "studio" / "static"
ELSEWHERE = re.compile(r"""(?:url\(|import |from |src=|href=)\s*["']?(?:https?:)?//""")


@pytest.mark.parametrize("name", ["style.css", "studio.js", "vendor/htmx.js", "icons.svg", "mark.svg"])
def test_a_file_is_kept_for_ever_and_sent_packed(name: str, served: Served) -> None:
    answer = served.http.get(address(name), headers={"accept-encoding": "gzip"})
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.content == (STATIC / name).read_bytes()
    again = served.http.get(address(name), headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_older_address_leads_to_what_is_there_now(served: Served) -> None:
    answer = served.http.get("/static/000000000000/style.css")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")


@pytest.mark.parametrize(
    "path", ["/static/x/nothing.css", "/static/x/..%2Fstudio.py", "/static/x/vendor", "/static/x/../words.py"]
)
def test_nothing_else_is_served(path: str, served: Served) -> None:
    assert served.http.get(path).status_code == 404


def test_the_styles_are_small() -> None:
    assert len(all_files()["style.css"].packed) <= 12_000


@pytest.mark.parametrize("name", [name for name in all_files() if not name.endswith(".txt")])
def test_no_file_asks_another_host(name: str) -> None:
    assert ELSEWHERE.findall((STATIC / name).read_text("utf-8")) == []


def test_what_others_made_has_its_licence_beside_it() -> None:
    assert {"vendor/htmx-LICENSE.txt", "vendor/icons-LICENSE.txt"} <= set(all_files())


def test_every_module_and_picture_that_pages_name_is_there() -> None:
    pages = [path.read_text("utf-8") for path in STATIC.parent.rglob("*.html")]
    named = {name for page in pages for name in re.findall(r"""static\(["']([^"']+)["']\)""", page)}
    assert named <= set(all_files())
    icons = set(re.findall(r'id="(\w+)"', (STATIC / "icons.svg").read_text("utf-8")))
    assert {name for page in pages for name in re.findall(r"""icon\("(\w+)"\)""", page)} <= icons
