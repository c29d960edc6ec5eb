"""The pages for those who come from elsewhere are run, against a served process on both engines."""

from pathlib import Path

import pytest
from tests.acceptance.node import installed
from tests.client.typescript.building import built
from tests.examples import Example, examples, hold, printed_by
from tests.served import Caller

from greenroom.app import vendors

SWITCH = Path(__file__).parents[2] / "docs" / "switch"
PAGES = sorted(path.name for path in SWITCH.glob("*.md") if path.name != "README.md")


def blocks_of(name: str) -> list[Example]:
    return examples((SWITCH / name).read_text("utf-8"))


def test_every_page_is_of_a_dialect() -> None:
    """A dialect of one's own needs none."""
    assert {f"{dialect.name}.md" for dialect in vendors()} >= set(PAGES)
    assert len(PAGES) == 6


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_does_not_work_yet_and_leads_to_the_dialect(name: str) -> None:
    text = (SWITCH / name).read_text("utf-8")
    assert "\n## What does not work yet\n" in text
    assert f"src/greenroom/dialects/{name.removesuffix('.md')}/README.md" in text
    assert {"bash", "python", "js"} == {block.language for block in blocks_of(name)}


def run(blocks: list[Example], who: Caller, folder: Path) -> None:
    environment = {"GREENROOM_KEY": who.key, "GREENROOM_URL": who.served.url}
    hold(blocks, printed_by(blocks, who.served.url, environment, folder))


@pytest.mark.parametrize("name", PAGES)
def test_it_runs_from_top_to_bottom(name: str, ada: Caller, tmp_path: Path) -> None:
    run([block for block in blocks_of(name) if block.language != "js"], ada, tmp_path)


@pytest.fixture(scope="session")
def modules(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the JavaScript imports."""
    cache = request.config.cache
    assert cache
    folder = tmp_path_factory.mktemp("js")
    there = folder / "node_modules"
    there.mkdir()
    (there / "openai").symlink_to(installed(cache.mkdir("clients")) / "node_modules" / "openai")
    (there / "greenroom-client").symlink_to(built(cache.mkdir("typescript")))
    return folder


@pytest.mark.parametrize("name", PAGES)
def test_its_javascript_runs_too(name: str, ada: Caller, modules: Path) -> None:
    ada.post("/v1/characters", {"character": {"name": "Nora"}})
    run([block for block in blocks_of(name) if block.language == "js"], ada, modules)
