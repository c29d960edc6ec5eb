"""What the vendor answers about an account."""

from typing import Literal

from msgspec import UNSET, Struct, UnsetType


class ReferralSource(Struct):
    """Where the account heard of the vendor: here always said already, so that no editor asks."""

    referral_source_status: Literal["submitted"]
    status: Literal["ok"]


class UpdateSource(Struct):
    """Where somebody heard of the vendor; taken and not kept."""

    referral_source: str | UnsetType = UNSET


class Ok(Struct):
    """Nothing more than that it went well."""

    status: Literal["ok"]


class Amount(Struct):
    """How much of something was used; a limit of 0 is none."""

    limit: int
    usage: int


class Metric(Struct):
    """Something that the vendor counts."""

    id: str
    usage_details: list[Amount]


class Plan(Struct):
    """A plan and what was used of it."""

    plan_name: str
    expiry_ts: str
    metrics: list[Metric]


class Usage(Struct):
    """What an account used."""

    usage_v2: Plan
