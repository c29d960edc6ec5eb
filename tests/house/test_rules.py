"""The rules of the house, as far as a machine can tell. A remark that is made twice becomes a test here."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from statistics import median, quantiles

import pytest
from tests.conftest import LONGEST

from greenroom import problems
from greenroom.app import vendors
from greenroom.cli.dialects import all_dialects
from greenroom.database import statements
from greenroom.dialects.kit.passport import Dialect

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "greenroom"
TESTS = ROOT / "tests"
SOURCES = sorted(SRC.rglob("*.py"))
PYTHON = [
    *SOURCES,
    *sorted(TESTS.rglob("*.py")),
    *sorted((ROOT / "docs").rglob("*.py")),
    *sorted((ROOT / "clients").rglob("*.py")),
]
FOLDERS = [SRC / "dialects" / dialect.name for dialect in all_dialects().values()]
ROOMS = sorted(SRC.rglob("queries.sql"))

FOLDER_OF = {dialect.name: dialect.name for dialect in vendors() if dialect.name != "openai"} | {
    "dyva": "replr"
}
"""By each vendor's name, where it may stand; some have a second name. That of a form which all model servers speak is no
vendor's any more."""

GENERATED = {SRC / "client" / name for name in ("types", "params", "resources")}
"""What is written from the OpenAPI document has its words, among which dialects' names may be."""

MOST_BROAD_EXCEPTS = 4

TESTED_THROUGH = {
    "accounts/plans.py": "tests/accounts/test_limits.py",
    "accounts/model.py": "tests/accounts/test_keyring.py",
    **{  # what counts over several processes, and who does
        f"accounts/{name}.py": "tests/accounts/test_shared_limits.py"
        for name in ("buckets", "counting", "shared_throttle")
    },
    "life.py": "tests/test_fleet.py",
    "dialects/native/kept_files.py": "tests/transfer/test_folder.py",
    "studio/page/watch.py": "tests/studio/test_conversing.py",
    "accounts/store.py": "tests/accounts/test_service.py",
    "accounts/audit/trail.py": "tests/accounts/test_service.py",
    "accounts/arrivals/model.py": "tests/accounts/arrivals/test_arrivals.py",
    "accounts/passwords/store.py": "tests/accounts/arrivals/test_arrivals.py",
    "accounts/elsewhere/client.py": "tests/accounts/elsewhere/test_elsewhere.py",
    "accounts/elsewhere/documents.py": "tests/accounts/elsewhere/test_elsewhere.py",
    "accounts/sessions/model.py": "tests/accounts/sessions/test_sessions.py",
    "accounts/sessions/store.py": "tests/accounts/sessions/test_sessions.py",
    "bench/": "tests/cli/test_bench.py",  # scenarios run small; what measures has tests of its own
    **{  # bytes go in and characters come out, by one entry point, or the other way round
        f"cards/{name}": "tests/cards/test_file.py"
        for name in ("containers/", "embedded.py", "imported.py", "refusals.py", "report.py")
    },
    "cards/formats/": "tests/cards/test_maps.py",
    **{
        f"cards/{name}": "tests/cards/test_exports.py"
        for name in ("exported.py", "png_writer.py", "charx_writer.py", "yaml_writer.py")
    },
    **{
        f"dialects/kit/{name}.py": "tests/dialects/native/test_files.py"
        for name in ("imports", "exports", "pictures")
    },
    "characters/knowledge.py": "tests/characters/test_model.py",
    "characters/standings.py": "tests/community/test_reports.py",
    "characters/edits.py": "tests/characters/test_catalogue.py",
    "client/": "tests/client/test_client.py",  # a client of a served process; what is pure has tests of its own
    "conversations/around.py": "tests/conversations/test_threads.py",
    "conversations/disguises.py": "tests/conversations/test_explicit.py",
    "conversations/asides.py": "tests/dialects/openai/test_talking.py",
    "conversations/prompt/entry.py": "tests/conversations/prompt/test_lorebook.py",
    "conversations/prompt/lore.py": "tests/conversations/prompt/test_lorebook.py",
    "conversations/prompt/patterns.py": "tests/conversations/prompt/test_lorebook.py",
    "conversations/prompt/search.py": "tests/conversations/prompt/test_lorebook.py",
    "conversations/phrases.py": "tests/conversations/test_blocked_words.py",
    "conversations/prompt/windows.py": "tests/conversations/prompt/test_lorebook.py",
    "conversations/store.py": "tests/conversations/test_messages.py",
    "database/archive.py": "tests/database/test_backup.py",
    "database/archive_reader.py": "tests/database/test_backup.py",
    "database/archive_writer.py": "tests/database/test_backup.py",
    "database/engines.py": "tests/database/test_migrations.py",
    "database/extras.py": "tests/database/test_restore.py",
    "database/keeper.py": "tests/database/test_backup.py",
    "database/lane.py": "tests/database/test_database.py",
    "database/opening.py": "tests/database/test_migrations.py",
    "database/postgres/": "tests/database/test_database.py",  # which runs on both engines
    "database/replacement.py": "tests/database/test_backup.py",
    "database/sqlite/": "tests/database/test_database.py",  # as above
    "probe/cast.py": "tests/probe/test_run.py",
    "probe/wire.py": "tests/probe/test_run.py",
    "database/tally.py": "tests/database/test_backup.py",
    "database/transaction.py": "tests/database/test_database.py",
    **{  # served; what is pure may have tests of its own
        f"dialects/{dialect.name}/": f"tests/dialects/{dialect.name}/test_fields.py" for dialect in vendors()
    },
    "dialects/kit/call.py": "tests/dialects/test_idempotency.py",  # this and the next one served
    "dialects/kit/keyhole.py": "tests/dialects/test_callers.py",
    "dialects/kit/passport.py": "tests/dialects/native/test_characters.py",
    "dialects/kit/routes.py": "tests/dialects/test_contract.py",
    "dialects/kit/filters/fields.py": "tests/dialects/kit/filters/test_filter.py",
    "dialects/kit/filters/tree.py": "tests/dialects/kit/filters/test_parser.py",
    "dialects/kit/protojson/": "tests/dialects/kit/protojson/test_reader.py",
    "dialects/kit/samples.py": "tests/dialects/test_contract.py",
    "dialects/kit/whole_list.py": "tests/dialects/convai/test_listing.py",
    "dialects/native/talk/": "tests/dialects/native/talk/test_talking.py",
    "dialects/native/errors.py": "tests/dialects/native/test_keys.py",
    "studio/": "tests/studio/test_pages.py",  # in a browser; what is pure has tests of its own
    "llm/backend.py": "tests/llm/openai_compatible/test_real_server.py",
    "llm/endpoint.py": "tests/llm/test_models.py",
    "llm/model.py": "tests/llm/openai_compatible/test_real_server.py",
    "llm/openai_compatible/": "tests/llm/openai_compatible/test_misbehaving.py",  # and with a real server
    "llm/small_model.py": "tests/llm/openai_compatible/test_real_server.py",
    "operations/model.py": "tests/operations/test_store.py",
    "settings/": "tests/test_settings.py",
    "transfer/": "tests/transfer/test_bulk.py",
    "cli/archive.py": "tests/transfer/test_archive.py",
    "cli/exporting.py": "tests/cli/test_importing.py",
    "places/knowledge.py": "tests/places/test_things.py",
}
"""Files, and folders with a slash, whose tests go through something larger, and the chief of those tests."""


@cache
def trees() -> Mapping[Path, ast.Module]:
    """The sources, parsed; not before somebody asks, since every process of a run imports this file."""
    return {path: ast.parse(path.read_text("utf-8")) for path in SOURCES}


def name_of(path: Path) -> str:
    return path.relative_to(SRC).as_posix()


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@cache
def comments(path: Path) -> list[tuple[int, str]]:
    """(line, text) of each comment."""
    tokens = tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline)
    return [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]


def test_files_are_short() -> None:
    lengths = {name_of(path): path.read_text("utf-8").count("\n") for path in SOURCES}
    assert quantiles(lengths.values(), n=10)[-1] <= 300
    written = {path for path in SOURCES if "Written by clients/generate" in path.read_text("utf-8")[:200]}
    long = {name for name, length in lengths.items() if length > 500}
    assert long <= {name_of(path) for path in written}, (
        "what a program writes is as long as what it writes of"
    )


def test_functions_are_short() -> None:
    lengths = [
        (node.end_lineno or 0) - node.lineno + 1 for tree in trees().values() for node in functions(tree)
    ]
    assert median(lengths) <= 8
    assert quantiles(lengths, n=10)[-1] <= 26
    assert sum(length > 50 for length in lengths) < len(lengths) / 100


def test_a_vendors_name_stands_in_its_own_folder_only() -> None:
    found = [
        f"{name_of(path)}: {word}"
        for path in SRC.rglob("*")
        if path.suffix in {".py", ".sql", ".html", ".lark", ".lua", ".toml"}
        for word, folder in FOLDER_OF.items()
        if word in path.read_text("utf-8").lower()
        if SRC / "dialects" / folder not in path.parents
        if not GENERATED.intersection(path.parents)
    ]
    assert found == []


READS_THE_ENVIRONMENT = {
    "settings/environment.py": "the table of settings, which everything in the server is told by",
    "client/environment.py": "a client is a part of somebody else's program, and reads two names where that asks it to",
    "studio/said/calls.py": "tells people how a program of theirs reads its key, and reads nothing",
    "studio/docs/code.py": "samples are programs of others, which read their key there",
}
"""Files that may, and why. The bench hands its own environment on to the servers that it starts."""


def test_nothing_else_reads_the_environment() -> None:
    reading = re.compile(r"\bos\.(environb?|getenv)\b|\bfrom os import .*\b(environ|getenv)\b")
    found = {name_of(path) for path in SOURCES if reading.search(path.read_text("utf-8"))}
    assert {name for name in found if not name.startswith("bench/")} == READS_THE_ENVIRONMENT.keys()


def is_broad(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or getattr(kind, "id", "") in {"Exception", "BaseException"} for kind in caught)


def test_what_catches_everything_says_why() -> None:
    mute, swallowing = [], []
    for path, tree in trees().items():
        lines = path.read_text("utf-8").splitlines()
        for handler in ast.walk(tree):
            if not isinstance(handler, ast.ExceptHandler) or not is_broad(handler):
                continue
            place = f"{name_of(path)}:{handler.lineno}"
            if "#" not in lines[handler.lineno - 1]:
                mute.append(place)
            if not isinstance(handler.body[-1], ast.Raise):
                swallowing.append(place)
    assert mute == []
    assert len(swallowing) <= MOST_BROAD_EXCEPTS, swallowing


def test_an_ignore_has_a_code_and_a_reason() -> None:
    good = re.compile(
        r"# (ruff: )?noqa: [A-Z]+\d+(, [A-Z]+\d+)* - \w.*"
        r"|# type: ignore\[[a-z, -]+\]  # \w.*"
        r"|# pragma: no cover - \w.*"
    )
    bad = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in PYTHON
        for line, text in comments(path)
        if re.match(r"# *((ruff: *)?noqa|type: *ignore|pragma)", text) and not good.fullmatch(text)
    ]
    assert bad == []


def test_nothing_is_put_off() -> None:
    later = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    assert [str(path) for path in PYTHON if any(later.search(text) for _, text in comments(path))] == []


@pytest.mark.parametrize("dialect", all_dialects().values(), ids=lambda dialect: dialect.name)
def test_a_dialect_has_words_for_every_problem(dialect: Dialect) -> None:
    assert set(dialect.errors.table) == set(problems.ALL)


def test_a_folder_of_dialects_is_a_dialect() -> None:
    found = {path.name for path in (SRC / "dialects").iterdir() if (path / "__init__.py").exists()}
    assert found == {folder.name for folder in FOLDERS} | {"kit"}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_dialect_has_its_page(folder: Path) -> None:
    assert (folder / "README.md").is_file()


def undocumented(path: Path, tree: ast.Module) -> Iterator[str]:
    if not ast.get_docstring(tree):
        yield name_of(path)
    for node in tree.body:
        yield from (f"{name_of(path)}: {name}" for name in mute(node))


def is_overload(node: ast.AST) -> bool:
    return any(getattr(one, "id", "") == "overload" for one in getattr(node, "decorator_list", ()))


def mute(node: ast.AST, within: str = "") -> Iterator[str]:
    """Names of public classes and functions without a docstring; what is private below them is not looked at."""
    if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith(
        "_"
    ):
        return
    if not ast.get_docstring(node) and not is_overload(node):
        yield within + node.name
    if isinstance(node, ast.ClassDef):
        for inner in node.body:
            yield from mute(inner, f"{node.name}.")


def test_what_is_public_has_a_docstring() -> None:
    assert [name for path, tree in trees().items() for name in undocumented(path, tree)] == []


def test_no_path_of_somebodys_machine() -> None:
    path = re.compile(r"(?<![\w.~/}])/" + r"(home/\w|Users/\w|root/|work/)")
    texts = [
        file
        for folder in ("src", "tests", "docs", "script", ".ci")
        for file in (ROOT / folder).rglob("*")
        if file.suffix in {".py", ".md", ".sql", ".sh", ".http", ".lark", ".lua", ".html", ".toml", ""}
        and file.is_file()
    ]
    pages = [*texts, *ROOT.glob("*.md"), ROOT / "pyproject.toml"]
    assert [str(file) for file in pages if path.search(file.read_text("utf-8"))] == []


def has_logic(tree: ast.AST) -> bool:
    return any(True for _ in functions(tree))


def own_test(path: Path) -> Path:
    return TESTS / path.relative_to(SRC).parent / f"test_{path.name}"


def test_tests_mirror_the_source() -> None:
    missing = [
        name_of(path)
        for path, tree in trees().items()
        if has_logic(tree) and not path.name.startswith("__") and not own_test(path).exists()
        if not any(name_of(path).startswith(name) for name in TESTED_THROUGH)
    ]
    assert missing == []


@pytest.mark.parametrize(("name", "test"), TESTED_THROUGH.items())
def test_what_is_tested_through_another_has_no_test_of_its_own(name: str, test: str) -> None:
    path = SRC / name
    assert path.exists()
    assert (ROOT / test).exists()
    assert path.is_dir() or not own_test(path).exists()


def test_the_longest_files_are_there() -> None:
    assert [name for name in LONGEST if not (TESTS / name).is_file()] == []


def test_what_three_minutes_are_spent_on_and_not_is_there() -> None:
    named = [name for name in (TESTS / "three_minutes.txt").read_text().split() if "hypothesis" not in name]
    files = [name.removeprefix("--ignore=").partition("::")[0] for name in named]
    assert [name for name in files if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.parent.name)
def test_statements_are_named_and_used(room: Path) -> None:
    code = "".join(path.read_text("utf-8") for path in room.parent.rglob("*.py"))
    package = ".".join(room.parent.relative_to(SRC.parent).parts)
    for statement in statements(package):
        assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", statement.name)
        assert re.search(rf"\bSQL\.{statement.name}\b", code), f"{statement.name} is not used"
