"""Whatever serves OpenAI's chat completions: Ollama, llama.cpp, vLLM, LM Studio, OpenAI itself, and many more.

It follows https://platform.openai.com/docs/api-reference/chat; what a server has besides is in `sizes`.
"""

from greenroom.llm.openai_compatible.service import OpenAICompatible

__all__ = ["OpenAICompatible"]
