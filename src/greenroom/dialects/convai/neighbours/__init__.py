"""What the vendor's clients call around characters, a folder for each."""

from greenroom.dialects.convai.neighbours.account.routes import ROUTES as ACCOUNT
from greenroom.dialects.convai.neighbours.functions.routes import ROUTES as FUNCTIONS
from greenroom.dialects.convai.neighbours.interaction.routes import ROUTES as INTERACTION
from greenroom.dialects.convai.neighbours.knowledge.routes import ROUTES as KNOWLEDGE
from greenroom.dialects.convai.neighbours.live.routes import ROUTES as LIVE
from greenroom.dialects.convai.neighbours.models.routes import ROUTES as MODELS
from greenroom.dialects.convai.neighbours.narrative.routes import ROUTES as NARRATIVE
from greenroom.dialects.convai.neighbours.speakers.routes import ROUTES as SPEAKERS
from greenroom.dialects.convai.neighbours.voices.routes import ROUTES as VOICES

ROUTES = (*INTERACTION, *ACCOUNT, *SPEAKERS, *NARRATIVE, *VOICES, *KNOWLEDGE, *FUNCTIONS, *LIVE, *MODELS)
