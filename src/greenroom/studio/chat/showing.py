"""The page, or the part of it that holds what was said."""

from starlette.responses import Response

from greenroom.dialects.kit.aliases import allowed
from greenroom.problems import ModelMissing
from greenroom.studio.chat import thread
from greenroom.studio.chat.failures import failure
from greenroom.studio.page.headers import NOINDEX
from greenroom.studio.page.table import Member
from greenroom.studio.page.visit import Visit


async def show(visit: Visit, who: Member) -> Response:
    """A conversation; for a script, what was said in it alone."""
    asked = visit.query("most", str(thread.STEP))
    most = int(asked[:6]) if asked.isdecimal() else thread.STEP
    talk = await visit.scan(thread.look, visit.house.catalogue, who.caller, visit.values["thread_id"], most)
    models = visit.house.models
    visit.headers.append(NOINDEX)
    return visit.page(
        "chat/said.html" if visit.in_part else "chat/chat.html",
        talk=talk,
        models=allowed(models, who.plan),
        no_model=None if models.aliases else failure(visit, who, ModelMissing()),
    )
