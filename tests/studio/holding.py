"""Requests that a browser makes and a test holds back."""

from playwright.sync_api import Page, Route


class Held:
    """The first request to an address, which goes no further until the test lets it; all others pass.

    The address stays watched: where Playwright stops watching, Chromium now and then loses a request made meanwhile.
    """

    def __init__(self, page: Page, pattern: str, method: str = "GET") -> None:
        self._page = page
        self._method = method
        self._route: Route | None = None
        page.route(pattern, lambda route: self._asked(route))  # noqa: PLW0108 - Playwright marks what it is given

    def _asked(self, route: Route) -> None:
        if self._route is None and route.request.method == self._method:
            self._route = route
        else:
            route.continue_()

    def until(self) -> Route:
        """The request, once it was made."""
        for _ in range(300):
            if self._route:
                return self._route
            self._page.wait_for_timeout(100)
        raise AssertionError("nothing was asked for")
