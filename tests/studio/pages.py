"""Every page of the studio, for the tests that all of them must pass and for `script/screenshots`: add yours here."""

from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import FilePayload, Page
from tests.studio.samples import Seeded


class Look(NamedTuple):
    """A page as somebody looks at it: its name, its address, and whether by somebody who signed in (the first maker).

    `do` is done before it is looked at, such as opening a dialog; `alone` is a page without the shell, as in a frame.
    An `operator` is who looks: the second maker.
    """

    name: str
    path: Callable[[Seeded], str]
    member: bool = False
    status: int = 200
    do: Callable[[Page], None] | None = None
    alone: bool = False
    operator: bool = False


def wrong_password(page: Page) -> None:
    """Try to sign in as somebody else."""
    page.get_by_label("Name").fill("mira")
    page.get_by_label("Password").fill("not hers, surely")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("alert").wait_for()


def opens(dialog: str) -> Callable[[Page], None]:
    """Open a dialog."""
    return lambda page: page.evaluate(f"document.getElementById('{dialog}').showModal()")


def edits(page: Page) -> None:
    """Begin to edit what was said last."""
    page.locator("#text").press("ArrowUp")


def wrong_fields(page: Page) -> None:
    """Add an entry to a lorebook, and write what can't be saved."""
    page.locator("html[data-ready=editor]").wait_for()
    page.evaluate("document.querySelectorAll('.part').forEach((part) => { part.open = true; })")
    page.get_by_role("button", name="Add: Lorebook entries").click()
    page.get_by_label("Category").fill("c" * 101)
    page.keyboard.press("Control+s")
    page.locator("[id='category-fault']").wait_for()


def make_key(page: Page) -> None:
    """Make a key, which is shown this once."""
    page.get_by_label("Label").fill("Picture book")
    page.get_by_role("button", name="Create key").click()
    page.get_by_role("heading", name="Copy your key now").wait_for()


def check_payload(page: Page) -> None:
    """Ask a panel what is wrong with a body, and open an operation."""
    panel = page.locator("#panel-create")
    panel.get_by_label("Body").fill('{"name": "", "avatar": "data:image/svg+xml;base64,PHN2Zz4="}')
    panel.get_by_role("button", name="Check the body").click()
    panel.locator("[data-checked] li").first.wait_for()
    page.locator("#post_apiCreateCharacter > summary").click()
    page.locator("#post_apiCreateCharacter .fold").first.wait_for()


def import_files(page: Page) -> None:
    """Bring in a card, and a file that is none."""
    card = '{"spec": "chara_card_v2", "spec_version": "2.0", "data": {"name": "Inès of the Ferry", "first_mes": "All aboard."}}'
    files: list[FilePayload] = [
        {"name": "ines.json", "mimeType": "application/json", "buffer": card.encode()},
        {"name": "broken.png", "mimeType": "image/png", "buffer": b"not a picture"},
    ]
    page.locator("#files").set_input_files(files)
    page.get_by_role("button", name="Bring them in").click()
    page.locator("#import .badge.good").first.wait_for()


PAGES = (
    Look("home", lambda _: "/"),
    Look("discover", lambda _: "/discover"),
    Look("discover-words", lambda _: "/discover?q=a&category=noir"),
    Look("discover-nobody", lambda _: "/discover?q=zzzz"),
    Look("character", lambda seeded: f"/characters/{seeded.shown[0]}"),
    Look("character-rtl", lambda seeded: f"/characters/{seeded.shown[6]}"),
    Look("character-bare", lambda seeded: f"/characters/{seeded.shown[10]}"),
    Look("share", lambda seeded: f"/c/{seeded.share_id}"),
    Look("card", lambda seeded: f"/c/{seeded.share_id}/card", alone=True),
    Look("profile", lambda _: "/@mira"),
    Look("home-member", lambda _: "/", member=True),
    Look("character-own", lambda seeded: f"/characters/{seeded.private}", member=True),
    Look("characters", lambda _: "/characters", member=True),
    Look("characters-none", lambda _: "/characters?q=zzzz", member=True),
    Look("new-character", lambda _: "/characters/new", member=True),
    Look("edit", lambda seeded: f"/characters/{seeded.private}/edit", member=True),
    Look("edit-faults", lambda seeded: f"/characters/{seeded.private}/edit", member=True, do=wrong_fields),
    Look("publishing", lambda seeded: f"/characters/{seeded.unlisted}/publishing", member=True),
    Look("history", lambda seeded: f"/characters/{seeded.private}/history", member=True),
    Look("revision", lambda seeded: f"/characters/{seeded.private}/history/1", member=True),
    Look("dialects", lambda seeded: f"/characters/{seeded.shown[0]}/dialects", member=True),
    Look("export", lambda seeded: f"/characters/{seeded.private}/export", member=True),
    Look("report", lambda seeded: f"/characters/{seeded.shown[1]}/report", member=True),
    Look("report-account", lambda _: "/@oldquay/report", member=True),
    Look("account", lambda _: "/account", member=True),
    Look("account-welcome", lambda _: "/account?welcome=yes&next=/discover", member=True),
    Look("sign-in", lambda _: "/sign-in"),
    Look("sign-in-wrong", lambda _: "/sign-in", do=wrong_password),
    Look("register", lambda _: "/sign-in/register"),
    Look("recover", lambda _: "/sign-in/recover"),
    Look("link", lambda _: "/sign-in/link?ticket=x"),
    Look("chat", lambda seeded: f"/chats/{seeded.talks.thread}", member=True),
    Look("chat-edit", lambda seeded: f"/chats/{seeded.talks.thread}", member=True, do=edits),
    Look("chat-settings", lambda seeded: f"/chats/{seeded.talks.thread}", member=True, do=opens("settings")),
    Look("chat-keys", lambda seeded: f"/chats/{seeded.talks.thread}", member=True, do=opens("keys")),
    Look("chat-closed", lambda seeded: f"/chats/{seeded.talks.closed}", member=True),
    Look("chat-prompt", lambda seeded: f"/chats/{seeded.talks.thread}/prompt", member=True),
    Look("chats", lambda _: "/chats", member=True),
    Look("chats-none", lambda _: "/chats?q=zzzz", member=True),
    Look("personas", lambda _: "/personas", member=True),
    Look("persona", lambda seeded: f"/personas/{seeded.talks.persona}", member=True),
    Look("persona-new", lambda _: "/personas/new", member=True),
    Look("scenes", lambda _: "/scenes", member=True),
    Look("scene", lambda seeded: f"/scenes/{seeded.talks.scene}", member=True),
    Look("access", lambda _: "/account/access", member=True),
    Look("data", lambda _: "/account/data", member=True),
    Look("keys", lambda _: "/keys", member=True),
    Look("key-made", lambda _: "/keys", member=True, do=make_key),
    Look("key", lambda seeded: f"/keys/{seeded.makers[0].key[:15]}", member=True),
    Look("docs", lambda _: "/docs"),
    Look("docs-roleplay", lambda _: "/docs/roleplay", member=True, do=check_payload),
    Look("docs-inworld", lambda _: "/docs/inworld#get_studio_v1_workspaces_workspace_characters"),
    Look("docs-operation", lambda _: "/docs/native/post_v1_characters"),
    Look("requests", lambda _: "/requests", member=True),
    Look("requests-filtered", lambda _: "/requests?status=4xx&method=GET&path=nobody", member=True),
    Look("errors", lambda _: "/requests/errors", member=True),
    Look("usage", lambda _: "/usage", member=True),
    Look("imports", lambda _: "/imports", member=True),
    Look("import", lambda _: "/imports", member=True, do=import_files),
    Look("operations", lambda _: "/operations", member=True),
    Look("faq", lambda _: "/faq"),
    Look("changes", lambda _: "/changes"),
    Look("reports", lambda _: "/reports", operator=True),
    Look("accounts", lambda _: "/accounts", operator=True),
    Look("account-of-another", lambda _: "/accounts/mira", operator=True),
    Look("audit", lambda _: "/audit", operator=True),
    Look("models", lambda _: "/models", operator=True),
    Look("missing", lambda _: "/characters/nobody", status=404),
)
