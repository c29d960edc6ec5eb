"""What is generated is what is committed."""

import pytest
from clients.generate.files import FOLDERS, ROOT, files

MADE = {str(path.relative_to(ROOT)): text for path, text in files().items()}


@pytest.mark.parametrize("name", MADE)
def test_a_file_is_what_the_document_says(name: str) -> None:
    assert (ROOT / name).read_text("utf-8") == MADE[name], "run script/clients"


def test_there_is_no_other() -> None:
    found = {
        str(path.relative_to(ROOT))
        for folder in FOLDERS
        for path in folder.rglob("*")
        if path.suffix in {".py", ".ts"}
    }
    assert found == MADE.keys()
