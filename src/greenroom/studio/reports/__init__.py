"""The queue of reports, and what waits for approval; for operators."""
