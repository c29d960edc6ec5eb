"""What the documentation says is so: pages are made of the code, links lead somewhere, and what is shown was run."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from docs.generate import PAGES, REFERENCE
from msgspec.structs import replace
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
ADDRESS = "http://127.0.0.1:8700"
NEXT_BLOCK = "\x1e"


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_page_is_what_the_code_says(name: str) -> None:
    assert (REFERENCE / name).read_text("utf-8") == PAGES[name](), "run script/docs"


def test_there_is_no_other_reference_page() -> None:
    assert {path.name for path in REFERENCE.iterdir()} == set(PAGES)


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


EXAMPLE = re.compile(
    r"^```bash run\n(?P<code>.*?)^```$(?:\n+^```\w+ output\n(?P<output>.*?)^```$)?", re.DOTALL | re.MULTILINE
)


class Example(NamedTuple):
    """A block that is marked as `run`, and what stands below it as its `output`."""

    code: str
    output: str | None


def examples(text: str) -> list[Example]:
    return [Example(found["code"], found["output"]) for found in EXAMPLE.finditer(text)]


MASKS = (
    (r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID"),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*Z", "TIME"),
    (r"usr_[0-9a-f]{16}", "ACCOUNT"),
    (r"rp_[0-9A-Za-z]{12,50}", "KEY"),
    (r"req_[0-9A-Za-z]+", "REQUEST"),
    (r"/c/[0-9A-Za-z]{10}", "/c/SHARE"),
    (r'"share_id":"[0-9A-Za-z]{10}"', '"share_id":"SHARE"'),
    (r"[\w-]{24}\.webp", "PICTURE.webp"),
    (r'"avatar":"[\w-]{24}"', '"avatar":"PICTURE"'),
    (r"\d+ bytes", "N bytes"),
)


def comparable(text: str) -> str:
    """An output in one line, with what differs from run to run left out."""
    text = re.sub(r"\n\s*", "", text)
    for pattern, word in MASKS:
        text = re.sub(pattern, word, text)
    return text


def matches(shown: str, printed: str) -> bool:
    """Whether this was printed; `…` stands for what is left out."""
    pattern = ".*?".join(map(re.escape, comparable(shown).split("…")))
    return re.fullmatch(pattern, comparable(printed), re.DOTALL) is not None


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with Served(tmp_path / "data", str(tmp_path / "data" / "greenroom.sqlite3")) as server:
        yield server


def printed_by(blocks: list[Example], served: Served, folder: Path) -> list[str]:
    """What each block prints; they run one after the other in one shell, in a folder of their own."""
    owner = served.write(service.find_account, "owner")
    environment = os.environ | {
        "GREENROOM_KEY": served.new_key(owner.account_id),
        "GREENROOM_DATA": str(served.data),
    }
    script = f"printf '{NEXT_BLOCK}'\n".join(["", *(block.code for block in blocks)])
    script = script.replace(ADDRESS, served.url).replace("script/greenroom", f"{sys.executable} -m greenroom")
    command = ["bash", "-eu", "-o", "pipefail", "-c", script]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout.replace(served.url, ADDRESS).replace(str(served.data), "data").split(NEXT_BLOCK)[1:]


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
@pytest.mark.parametrize("name", ["README.md", "docs/quickstart.md"])
def test_what_is_shown_was_run(name: str, served: Served, tmp_path: Path) -> None:
    blocks = examples((ROOT / name).read_text("utf-8"))
    folder = tmp_path / "work"
    folder.mkdir()
    outputs = printed_by(blocks, served, folder)
    assert len(outputs) == len(blocks) > 0
    for block, printed in zip(blocks, outputs, strict=True):
        assert block.output is None or matches(block.output, printed), f"{block.code}\nprints\n{printed}"


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
