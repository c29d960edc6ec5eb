"""The TypeScript client's generated part: types and resources."""

import json
import re
from collections.abc import Iterator

from clients.generate.api import Api, Operation
from clients.generate.python import NOTICE
from clients.generate.shapes import Either, Field, Listed, Mapped, Named, Plain, Ref, Shape, Words

_PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}
_WIDTH = 110


def typescript_files(api: Api) -> dict[str, str]:
    """The texts by their paths below `clients/typescript/src/generated`."""
    return {"types.ts": _types(api), "resources.ts": _resources(api)}


def _types(api: Api) -> str:
    spoken = [api.types[name] for name in {**api.answers, **api.asked, **dict.fromkeys(_bodies(api))}]
    return f"// {NOTICE}\n\n" + "\n".join(map(_interface, spoken))


def _bodies(api: Api) -> Iterator[str]:
    return (one.body for one in api.operations if one.body and not one.raw)


def _interface(one: Named) -> str:
    lines = [f"/** {one.about} */", f"export interface {one.name} {{"]
    for field in one.fields:
        lines += [f"  /** {field.about} */"] if field.about else []
        lines.append(f"  readonly {field.name}{'' if field.required else '?'}: {typed(field.shape)};")
    return "\n".join([*lines, "}", ""])


def typed(shape: Shape, within: str = "") -> str:
    """A type in the language's own words."""
    match shape:
        case Plain(name):
            return _PLAIN.get(name, "any")
        case Ref(name):
            return f"{within}{name}"
        case Words(words):
            return " | ".join(map(json.dumps, words))
        case Listed(item):
            inner = typed(item, within)
            return f"readonly ({inner})[]" if " | " in inner else f"readonly {inner}[]"
        case Mapped(value):
            return f"Readonly<Record<string, {typed(value, within)}>>"
        case Either(options):
            return " | ".join(dict.fromkeys(typed(one, within) for one in options))


def camel(name: str) -> str:
    """A name as the language has it."""
    return re.sub(r"_(\w)", lambda found: found[1].upper(), name)


def _class(resource: str) -> str:
    return "".join(part.title() for part in resource.split("."))


def _resources(api: Api) -> str:
    head = [
        f"// {NOTICE}",
        "",
        'import type { FileAnswer } from "../files.js";',
        'import type { Pages } from "../pages.js";',
        'import { path, type CallOptions } from "../plan.js";',
        'import type { ReplyStream } from "../streams.js";',
        'import type { Transport } from "../transport.js";',
        'import type * as types from "./types.js";',
        "",
    ]
    inner_first = sorted(api.resources, key=lambda name: -name.count("."))
    parts = [_resource(api, name) for name in inner_first]
    outer = [name for name in api.resources if "." not in name]
    parts.append(
        "\n".join([*_holder("Resources", "Everything that can be asked of the server.", outer), "}", ""])
    )
    return "\n".join([*head, *parts])


def _holder(name: str, about: str, inner: list[str]) -> list[str]:
    fields = [(camel(one.rpartition(".")[2]), _class(one)) for one in inner]
    return [
        f"/** {about} */",
        f"export class {name} {{",
        *(f"  readonly {field}: {kind};" for field, kind in fields),
        *([""] if fields else []),
        f"  constructor({'protected' if name == 'Resources' else 'private'} readonly transport: Transport) {{",
        *(f"    this.{field} = new {kind}(transport);" for field, kind in fields),
        "  }",
    ]


def _resource(api: Api, name: str) -> str:
    inner = [one for one in api.resources if one.rpartition(".")[0] == name]
    lines = _holder(_class(name), f"`client.{name}`.", inner)
    for one in api.resources[name]:
        lines += ["", *_method(one)]
    return "\n".join([*lines, "}", ""])


def _method(one: Operation) -> Iterator[str]:
    yield f"  /** {one.about} */"
    head = f"  {camel(one.verb)}("
    if one.events == "asked":
        body = f"types.{one.body}"
        places = "".join(f"{argument}, " for argument in _places(one))
        optional = "" if any(field.required for field in one.fields) else "?"
        streamed = f"{places}body: {body} & {{ readonly stream: true }}, options?: CallOptions"
        whole = f"{places}body{optional}: {body} & {{ readonly stream?: false }}, options?: CallOptions"
        yield from _wrapped(f"{head}{streamed}): Promise<ReplyStream>;")
        yield from _wrapped(f"{head}{whole}): Promise<{typed(one.answer, 'types.')}>;")
        given = f"Promise<ReplyStream | {typed(one.answer, 'types.')}>"
        default = " = {}" if optional else ""
        yield from _wrapped(f"{head}{places}body: {body}{default}, options?: CallOptions): {given} {{")
        yield f"    const plan = {_plan(one)};"
        yield "    return body.stream ? this.transport.stream(plan, threadId) : this.transport.send(plan);"
    else:
        yield from _wrapped(f"{head}{', '.join(_arguments(one))}): {_given(one)} {{")
        yield f"    return this.transport.{_call(one)};"
    yield "  }"


def _wrapped(line: str) -> Iterator[str]:
    """A signature, an argument a line where it is too long for one; arguments have no commas of their own."""
    if len(line) <= _WIDTH:
        yield line
        return
    head, _, rest = line.partition("(")
    inside, _, given = rest.rpartition("): ")
    yield f"{head}("
    for argument in re.split(r", (?=\w+\??:)", inside):
        yield f"    {argument},"
    yield f"  ): {given}"


def _places(one: Operation) -> list[str]:
    return [f"{camel(place)}: {'number' if place == 'revision' else 'string'}" for place in one.places]


def _arguments(one: Operation) -> list[str]:
    found = _places(one)
    options = "CallOptions"
    if one.raw:
        free = f" | {typed(one.whole, 'types.')}" if one.whole else ""
        found.append(f"body: Uint8Array<ArrayBuffer> | Blob{free}")
        options = "CallOptions & { readonly mediaType?: string }"
    elif one.whole:
        found.append(f"body: {typed(one.whole, 'types.')}")
    elif one.body:
        optional = "" if any(field.required for field in one.fields) else "?"
        found.append(f"body{optional}: types.{one.body}")
    if one.query:
        fields = "; ".join(_parameter(field) for field in one.query)
        optional = "" if any(field.required for field in one.query) else "?"
        found.append(f"query{optional}: {{ {fields} }}")
    return [*found, f"options?: {options}"]


def _parameter(field: Field) -> str:
    return f"readonly {field.name}{'' if field.required else '?'}: {typed(field.shape, 'types.')}"


def _given(one: Operation) -> str:
    if one.paged:
        return f"Pages<{typed(one.paged, 'types.')}>"
    if one.file:
        return "Promise<FileAnswer>"
    return "Promise<ReplyStream>" if one.events == "always" else f"Promise<{typed(one.answer, 'types.')}>"


def _call(one: Operation) -> str:
    if one.paged:
        return f"pages({_plan(one)})"
    if one.events == "always":
        return f"stream({_plan(one)}, threadId, messageId)"
    return f"{'file' if one.file else 'send'}({_plan(one)})"


def _plan(one: Operation) -> str:
    path = re.sub(r"{(\w+)}", lambda found: f"${{{camel(found[1])}}}", one.path)
    parts = [f'method: "{one.method}"', f"path: path`{path}`"]
    parts += ["query"] if one.query else []
    if one.raw:
        parts += ["body", 'mediaType: options?.mediaType ?? "application/octet-stream"']
    elif one.body or one.whole:
        parts.append("body")
    parts += ["creates: true"] if one.creates else []
    return f"{{ {', '.join([*parts, 'options'])} }}"
