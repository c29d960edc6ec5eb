"""Why something can't be measured."""


class Obstacle(Exception):
    """The message is a sentence for whoever wanted to measure: what is in the way, and what helps."""
