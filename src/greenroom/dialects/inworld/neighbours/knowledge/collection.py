"""The collection of common knowledge."""

from greenroom.dialects.inworld.filtering import filter_fields
from greenroom.dialects.inworld.neighbours.collection import Collection
from greenroom.dialects.inworld.neighbours.knowledge.translate import knowledge_of, tree_of
from greenroom.dialects.inworld.wire import COMMON_KNOWLEDGE, CommonKnowledge, ListCommonKnowledgeResponse
from greenroom.dialects.kit.filters import Language
from greenroom.places import knowledge

KNOWLEDGE = Collection(
    path="common-knowledge",
    noun="common knowledge",
    many="commonKnowledge",
    wrapper="commonKnowledge",
    work="deploy knowledge",
    message=CommonKnowledge,
    page=ListCommonKnowledgeResponse,
    shape=COMMON_KNOWLEDGE,
    language=Language(
        fields=filter_fields(COMMON_KNOWLEDGE),
        prefix="common_knowledge",
        searched=("displayName", "description"),
        normalisers={"name": str.lower},
    ),
    drawer=knowledge.KNOWLEDGE,
    blank=knowledge.Knowledge(),
    tree=tree_of,
    content=knowledge_of,
    addresses=lambda _: iter(()),
    parts=lambda knowledge: len(knowledge.records),
    view=lambda _: "",
    view_query=(),
    meta=lambda _content, _view: None,
)
"""Common knowledge; its segment is its id."""
