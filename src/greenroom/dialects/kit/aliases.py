"""Models by the names that people may ask for: those that the server has and their plan includes."""

from greenroom.accounts.plans import plan_of
from greenroom.llm.models import ALIASES, Models
from greenroom.problems import BadValue, PlanLacks


def allow(models: Models, plan: str, alias: str) -> None:
    """Refuse an alias that this server doesn't have, or that the plan doesn't include; an empty one is nobody's wish."""
    if not alias:
        return
    known = models.aliases or ALIASES
    if alias not in known:
        raise BadValue("model", f"must be one of {', '.join(known)}")
    if models.is_premium(alias) and not plan_of(plan).premium:
        raise PlanLacks(plan, f"the model {alias}")


def allowed(models: Models, plan: str) -> tuple[str, ...]:
    """The aliases that a plan includes."""
    return tuple(one for one in models.aliases if plan_of(plan).premium or not models.is_premium(one))
