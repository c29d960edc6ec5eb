"""A handler without `who` is open to everybody, which is quickly forgotten; so those that mean it are listed here."""

from greenroom.cli.dialects import all_dialects

PUBLIC = {
    "GET /healthz",
    "GET /readyz",
    "GET /metrics",
    "GET /openapi/{document}",
    "GET /media/{file}",
    "GET /c/{share}",
    "GET /health",  # a vendor's own
}


def test_no_other_route_answers_without_a_key() -> None:
    routes = [route for dialect in all_dialects().values() for route in dialect.routes]
    assert {f"{route.method} {route.path}" for route in routes if route.scope is None} == PUBLIC
