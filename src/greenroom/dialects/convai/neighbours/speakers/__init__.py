"""Speakers: the people that characters talk with, as a game knows them."""
