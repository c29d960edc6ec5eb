"""The room of character cards: the JSON that front ends exchange (V1, V2, V3), read into characters and written again.

A card is one more surface, named "card": its fields are a lens, what only it has is a facet, what nobody documented is
its unknown layer. Reading takes what real files hold; writing gives what the specifications say. Pure throughout.
"""
