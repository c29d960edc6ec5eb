"""Measuring the server beside others on the same machine, in the same minutes.

A scenario starts its servers side by side on one core and the load generator on another. Then they take turns, round
after round, and what is told are medians over the rounds, and ratios of rounds that lie next to each other. A machine
that is busy with something else so spoils the figures of all alike, and hardly the processor time of a request.

The others:

    bare         Starlette with uvicorn, set as ours is, answering the same bytes from memory: what any server of ours
                 could reach at best
    pocketbase   PocketBase as it comes (its request log is on too), with a record of the same content that it lets
                 anybody read and create. So it asks nobody for a key, which ours does, and by its default it doesn't
                 wait for the disk
"""
