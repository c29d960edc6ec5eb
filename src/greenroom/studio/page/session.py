"""Who is visiting: the session that a request's cookie names, and whether a form is theirs.

A form must have been sent by one of our own pages, which browsers tell. Whoever signed in sends their session's token
with it, too; a form before that, as for signing in, has nothing more to prove.
"""

from starlette.requests import Request

from greenroom.accounts.sessions.cookies import SESSION, is_secure
from greenroom.accounts.sessions.requests import is_own
from greenroom.dialects.kit.house import House
from greenroom.problems import NotAdmitted
from greenroom.studio.page.table import Member

FIELD = "csrf"
HEADER = "x-csrf-token"
_FOREIGN = "This form was not sent by a page of this server."


def secure(house: House, request: Request) -> bool:
    """Whether a request came by HTTPS, which names of cookies depend on."""
    return is_secure(request.headers.get("host", ""), house.context.public_url)


async def member_of(house: House, request: Request) -> Member | None:
    """Whoever signed in with this browser; raises Suspended."""
    token = SESSION.read(request.headers.get("cookie"), secure=secure(house, request))
    return await house.sessions.find(token)


def check_origin(request: Request) -> None:
    """Raise NotAdmitted for a form that another site has sent."""
    headers = request.headers
    if not is_own(headers.get("origin"), headers.get("sec-fetch-site"), headers.get("host", "")):
        raise NotAdmitted(_FOREIGN)
