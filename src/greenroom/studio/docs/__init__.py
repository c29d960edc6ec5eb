"""The documentation of all APIs: what each can do, how it is called, and panels that call it."""
