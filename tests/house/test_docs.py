"""What the documentation says is so: pages are made of the code, links lead somewhere, and what is shown was run."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from docs import figures
from docs.generate import PAGES, REFERENCE
from msgspec.structs import replace
from tests.examples import ADDRESS, examples, hold, matches, printed_by
from tests.model_peer import ModelPeer
from tests.served import Served

from greenroom.accounts import service
from greenroom.accounts.tickets import link_url
from greenroom.app import all_settings
from greenroom.cli.greeting import greeting, words
from greenroom.settings import load

ROOT = Path(__file__).parents[2]
HIDDEN = (".venv", ".git", "node_modules")
TEXTS = sorted(path for path in ROOT.rglob("*.md") if not set(path.relative_to(ROOT).parts) & set(HIDDEN))
README = ROOT / "README.md"


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_page_is_what_the_code_says(name: str) -> None:
    assert (REFERENCE / name).read_text("utf-8") == PAGES[name](), "run script/docs"


def test_there_is_no_other_reference_page() -> None:
    assert {path.name for path in REFERENCE.iterdir()} == set(PAGES)


def test_the_figures_of_the_page_on_speed_are_those_that_the_bench_kept() -> None:
    text = figures.PAGE.read_text("utf-8")
    assert figures.page(text) == text, "run script/docs"
    assert sorted(figures.marks(text)) == sorted(figures.BLOCKS)


@pytest.mark.parametrize("name", figures.PLOTS)
def test_a_plot_shows_what_the_bench_kept(name: str) -> None:
    assert (figures.KEPT / f"{name}.svg").read_text("utf-8") == figures.plot(name), "run script/docs"


def test_all_that_the_bench_kept_is_shown() -> None:
    kept = {path.stem for path in figures.KEPT.glob("*.json")}
    assert kept <= set(figures.SCENARIOS)
    assert sorted(figures.KEPT.glob("*/*")) == sorted(
        figures.KEPT / f"{name}.json" for name in (figures.CROWD, *figures.MILLION, *figures.AGAIN)
    )
    assert kept <= {block.partition(" ")[0] for block in figures.BLOCKS}
    assert {path.name for path in figures.KEPT.iterdir() if path.is_file()} == {
        *(f"{name}.json" for name in kept),
        *(f"{name}.svg" for name in figures.PLOTS),
    }


def without_code(text: str) -> str:
    return re.sub(r"^```.*?^```$|`[^`\n]+`", "", text, flags=re.DOTALL | re.MULTILINE)


def anchors(text: str) -> set[str]:
    """The headings of a page, as addresses within it."""
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def broken_links(page: Path) -> Iterator[str]:
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(page.read_text("utf-8"))):
        if "://" in target or target.startswith("mailto:"):
            continue
        name, _, anchor = target.partition("#")
        place = (page.parent / name).resolve() if name else page
        if not place.exists() or (anchor and anchor not in anchors(place.read_text("utf-8"))):
            yield target


@pytest.mark.parametrize("page", TEXTS, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    assert list(broken_links(page)) == []


@pytest.fixture
def served(tmp_path: Path, model_peer: ModelPeer) -> Iterator[Served]:
    location, model = str(tmp_path / "data" / "greenroom.sqlite3"), model_peer.endpoint.url
    with Served(tmp_path / "data", location, model_url=model) as server:
        yield server


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
@pytest.mark.parametrize("name", ["README.md", "docs/quickstart.md"])
def test_what_is_shown_was_run(name: str, served: Served, tmp_path: Path) -> None:
    blocks = examples((ROOT / name).read_text("utf-8"))
    folder = tmp_path / "work"
    folder.mkdir()
    owner = served.write(service.find_account, "owner")
    environment = {
        "GREENROOM_URL": served.url,
        "GREENROOM_KEY": served.new_key(owner.account_id),
        "GREENROOM_DATA": str(served.data),
    }
    outputs = printed_by(blocks, served.url, environment, folder)
    hold(blocks, [output.replace(str(served.data), "data") for output in outputs])


def test_the_server_greets_as_the_readme_says() -> None:
    """The README need not show every dialect."""
    shown = re.search(
        r"^```text\n(Greenroom serves at .*?)^```$", README.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    assert shown
    settings = load(all_settings(), {"data": "~/.local/share/greenroom"}, {})
    sign_in = link_url(ADDRESS, "x" * 32)
    said = greeting(settings, "rp_7ZxrqMebTQLV" + "x" * 38, sign_in=sign_in)
    told = {name: example for name, example in said.dialects.items() if f"\n  {name} " in shown[1]}
    assert matches(shown[1], words(replace(said, dialects=told)))


QUESTIONS = re.findall(
    r"^\| (.+?) \| \[.+?\]\(\.\./(.+?)\) \| `(.+?)` \|$",
    (ROOT / "docs/questions.md").read_text("utf-8"),
    re.MULTILINE,
)


def test_there_are_twenty_questions() -> None:
    assert len(QUESTIONS) == len({file for _, file, _ in QUESTIONS}) == 20


@pytest.mark.parametrize(("question", "file", "word"), QUESTIONS)
def test_a_question_is_answered_where_it_is_said_to_be(question: str, file: str, word: str) -> None:
    assert word in (ROOT / file).read_text("utf-8"), question
