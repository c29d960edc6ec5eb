"""A plugin of pytest, for controls alone: every server of the tests goes without a guard, and so does their own process."""

import os

from tests.proofs.server import WEAKENED
from tests.proofs.weakened import GUARDS
from tests.served import Served

WITHOUT = os.environ["PROOF_WITHOUT"]

GUARDS[WITHOUT]()
Served.program = (str(WEAKENED), WITHOUT)
