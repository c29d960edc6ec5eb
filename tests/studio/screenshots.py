"""Pictures of every page, in both themes and on both screens: `script/screenshots` puts them into `screenshots/`."""

import sys
import tempfile
from itertools import product
from pathlib import Path

from tests.served import Served
from tests.studio.browser import SCREENS, THEMES, new_context, open_browser, save
from tests.studio.pages import PAGES
from tests.studio.samples import seed
from tests.studio.signing_in import sign_in


def main(folder: Path, wanted: list[str]) -> None:
    """Take them; only those of pages whose name begins with one of `wanted`, if anything is."""
    looks = [look for look in PAGES if not wanted or any(look.name.startswith(name) for name in wanted)]
    with tempfile.TemporaryDirectory() as data, Served(Path(data) / "data", f"{data}/greenroom.db") as served:
        seeded = seed(served)
        with open_browser() as browser:
            for theme, screen, look in product(THEMES, SCREENS, looks):
                with new_context(browser, served.url, screen, theme) as context:
                    if look.member or look.operator:
                        sign_in(context, served, seeded.makers[1 if look.operator else 0])
                    page = context.new_page()
                    page.goto(look.path(seeded), wait_until="networkidle")
                    if look.do:
                        look.do(page)
                    save(page, folder / f"{look.name}-{screen.name}-{theme}.png")


if __name__ == "__main__":
    main(Path(__file__).parents[2] / "screenshots", sys.argv[1:])
