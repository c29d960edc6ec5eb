"""The room of accounts: who is asking, with which key, and how often they may."""
