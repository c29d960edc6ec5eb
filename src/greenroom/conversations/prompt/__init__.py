"""What a reply is made of: `assemble` makes sections of a character and a conversation, `fit` a prompt of the sections. Pure.

Equal materials make equal prompts. Texts are expanded here and nowhere else, and stored as their writers left them.
"""
