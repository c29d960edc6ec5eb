"""What the page of models says."""

WORDS = {
    "title": "Models",
    "text": "The names that characters and clients ask for, and the models that reply. They are settings of the server, read "
    "when it starts; this page tells what they came to.",
    "none": "No model replies yet",
    "none_text": "Characters can be made and read, and don’t talk. Name a server with OpenAI’s API – Ollama, llama.cpp, LM "
    "Studio, or one that you pay for – and start Greenroom again:",
    "none_demo": "Or serve with --demo, which installs a small model and runs it on the CPU.",
    "command": "GREENROOM_MODEL_URL=http://127.0.0.1:11434/v1 greenroom serve",
    "list": "Models by name",
    "alias": "Name",
    "model": "Model",
    "first": "the first that the server lists",
    "backend": "Model server",
    "premium": "premium",
    "test": "Test",
    "test_one": "Test {name}",
    "tested": "{alias} replied",
    "tested_text": "“{text}” – first token after {first} ms, three after {whole} ms. It reads and writes {window} tokens at most.",
    "failed": "{alias} did not reply: {why}",
    "window": "Window",
    "window_asked": "what each model server says",
    "tokens": "{count} tokens",
    "embedding": "For meanings",
    "moderation": "For judging texts",
    "nothing": "none",
}
