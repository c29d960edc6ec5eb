"""What is generated is what is committed."""

from clients.generate.files import FOLDERS, ROOT, files


def committed() -> dict[str, str]:
    return {
        str(path.relative_to(ROOT)): path.read_text("utf-8")
        for folder in FOLDERS
        for path in folder.rglob("*")
        if path.suffix in {".py", ".ts"}
    }


def test_each_file_is_what_the_document_says_and_there_is_no_other() -> None:
    made = {str(path.relative_to(ROOT)): text for path, text in files().items()}
    there = committed()
    stale = sorted(name for name in made.keys() | there.keys() if made.get(name) != there.get(name))
    assert stale == [], "run script/clients"
