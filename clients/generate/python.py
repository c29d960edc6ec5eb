"""The Python client's generated part: types of answers, types of requests, and resources in both colours."""

import keyword
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from textwrap import indent

from clients.generate.api import Api, Operation
from clients.generate.shapes import Either, Field, Listed, Mapped, Named, Plain, Ref, Shape, Words, refs

NOTICE = "Written by clients/generate; change the server, then run script/clients."
_PLAIN = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "null": "None",
    "any": "Any",
}
_BY_HAND = '"""{}\n\n{}\n"""\n\n'


def python_files(api: Api) -> dict[str, str]:
    """The texts by their paths below `src/greenroom/client`."""
    homes = sorted({one.resource.partition(".")[0] for one in api.operations})
    files = {"types/__init__.py": _gathered(api.answers, "types", "What the server answers.")}
    files["params/__init__.py"] = _gathered(api.asked, "params", "What requests are made of.")
    for home in homes:
        if home in api.answers.values():
            files[f"types/{home}.py"] = _types(api, home)
        if home in api.asked.values():
            files[f"params/{home}.py"] = _params(api, home)
    for resource, operations in api.resources.items():
        files[f"resources/{_module(resource)}.py"] = _resource(api, resource, operations)
    files["resources/__init__.py"] = _root(api)
    return {path: _formatted(text) for path, text in files.items()}


def _formatted(text: str) -> str:
    """As the house writes code: names that nothing uses are not imported, and lines have their length."""
    for arguments in (
        ["check", "--fix", "--quiet", "--select", "I,F401,RUF036", "--unsafe-fixes"],
        ["format"],
    ):
        command = [sys.executable, "-m", "ruff", *arguments, "--stdin-filename", "src/greenroom/x/x.py", "-"]
        done = subprocess.run(command, input=text.encode(), capture_output=True, check=False)  # noqa: S603 - our own text
        if done.returncode:
            raise ValueError(f"{done.stderr.decode()}\n{text}")
        text = done.stdout.decode()
    return text


def _head(about: str, *imports: str) -> str:
    return _BY_HAND.format(about, NOTICE) + "\n".join(imports) + "\n\n"


def _module(resource: str) -> str:
    return resource.replace(".", "_")


def _class(resource: str) -> str:
    return "".join(part.title() for part in resource.split("."))


def safe(name: str) -> str:
    """A name as Python may have it."""
    return f"{name}_" if keyword.iskeyword(name) else name


# Types of answers


def _gathered(homes: Mapping[str, str], package: str, about: str) -> str:
    lines = [f"from greenroom.client.{package}.{home} import {name}" for name, home in homes.items()]
    names = ", ".join(f'"{name}"' for name in sorted(homes))
    return _head(about, *sorted(lines)) + f"__all__ = [{names}]\n"


def _types(api: Api, home: str) -> str:
    """Structs, each after those that it speaks of."""
    own = [api.types[name] for name, at in api.answers.items() if at == home]
    structs = "\n\n".join(_struct(one) for one in own)
    return (
        _head(
            f"What the server answers about {home}.",
            "from typing import Any",
            "from msgspec import Struct, field",
            *_imports(api.answers, "types", home, own),
        )
        + structs
    )


def _imports(homes: Mapping[str, str], package: str, home: str, own: Iterable[Named]) -> Iterator[str]:
    for name in sorted(set[str]().union(*(refs(field.shape) for one in own for field in one.fields))):
        if name in homes and homes[name] != home:
            yield f"from greenroom.client.{package}.{homes[name]} import {name}"


def _struct(one: Named) -> str:
    """What it may leave out has a default, and is left out again where it is sent."""
    lines = [
        f"class {one.name}(Struct, frozen=True, omit_defaults=True, kw_only=True):",
        f'    """{one.about}"""',
        "",
    ]
    lines += [f"    {_attribute(field)}" for field in one.fields]
    return "\n".join(lines)


def _attribute(field: Field) -> str:
    shape = answered(field.shape)
    name = safe(field.name)
    if field.required:
        return f"{name}: {shape}" + (f' = field(name="{field.name}")' if name != field.name else "")
    default = _default(field)
    return (
        f"{name}: {shape} = {default}"
        if default != "None" or "None" in shape
        else f"{name}: {shape} | None = None"
    )


def _default(field: Field) -> str:
    if field.has_default and not isinstance(field.shape, Listed):
        return repr(field.default)
    match field.shape:
        case Listed():
            return "()"
        case Mapped():
            return "{}"
        case Ref(name):
            return f"{name}()"
    return "None"


def answered(shape: Shape) -> str:
    """A type as answers have it. Of a word that may be new in a newer server no more is said than that it is one."""
    match shape:
        case Plain(name):
            return _PLAIN[name]
        case Ref(name):
            return name
        case Words():
            return "str"
        case Listed(item):
            return f"tuple[{answered(item)}, ...]"
        case Mapped(value):
            return f"dict[str, {answered(value)}]"
        case Either(options):
            return " | ".join(map(answered, options))


# Types of requests


def _params(api: Api, home: str) -> str:
    own = [api.types[name] for name, at in api.asked.items() if at == home]
    dicts = "\n\n".join(_typed_dict(one, api) for one in own)
    return (
        _head(
            f"What requests about {home} are made of; what an answer holds may be sent as it is.",
            "from collections.abc import Mapping, Sequence",
            "from typing import Any, Literal, NotRequired, TypedDict",
            "from greenroom.client import types",
            *_imports(api.asked, "params", home, own),
        )
        + dicts
    )


def _typed_dict(one: Named, api: Api) -> str:
    lines = [f"class {one.name}(TypedDict):", f'    """{one.about}"""', ""]
    for field in one.fields:
        shape = asked(field.shape, api, "")
        lines.append(f"    {field.name}: {shape if field.required else f'NotRequired[{shape}]'}")
    return "\n".join(lines)


def asked(shape: Shape, api: Api, within: str = "params.") -> str:
    """A type as requests have it: whatever fits, and of a few words only those."""
    match shape:
        case Plain(name):
            return _PLAIN[name]
        case Ref(name):
            return f"{within}{name}" + (f" | types.{name}" if name in api.answers else "")
        case Words(words):
            return f"Literal[{', '.join(map(repr, words))}]"
        case Listed(item):
            return f"Sequence[{asked(item, api, within)}]"
        case Mapped(value):
            return f"Mapping[str, {asked(value, api, within)}]"
        case Either(options):
            return " | ".join(asked(one, api, within) for one in options)


# Resources


def _root(api: Api) -> str:
    """What the two clients have: an attribute for each outermost resource."""
    outer = [name for name in api.resources if "." not in name]
    imports = [
        f"from greenroom.client.resources.{_module(name)} import Async{_class(name)}, {_class(name)}"
        for name in outer
    ]
    text = _head(
        "Everything that can be asked of the server, by what it is about.",
        *imports,
        "from greenroom.client.transport import AsyncTransport, Transport",
    )
    return text + "\n\n".join(
        _holder(f"{colour}Resources", "The outermost resources.", f"{colour}Transport", colour, outer)
        for colour in ("", "Async")
    )


def _holder(name: str, about: str, transport: str, colour: str, inner: Iterable[str]) -> str:
    lines = [
        f"class {name}:",
        f'    """{about}"""',
        "",
        f"    def __init__(self, transport: {transport}) -> None:",
    ]
    lines.append("        self._transport = transport")
    lines += [f"        self.{one.rpartition('.')[2]} = {colour}{_class(one)}(transport)" for one in inner]
    return "\n".join(lines)


def _resource(api: Api, resource: str, operations: list[Operation]) -> str:
    inner = [name for name in api.resources if name.rpartition(".")[0] == resource]
    about = f"`client.{resource}`."
    text = _head(
        about,
        "from collections.abc import Mapping, Sequence",
        "from typing import Any, Literal, overload",
        "from msgspec import UNSET, UnsetType",
        "from greenroom.client import params, types",
        "from greenroom.client.files import File",
        "from greenroom.client.pages import AsyncPages, Page",
        "from greenroom.client.plan import ANYTHING, Plan, quoted, said",
        "from greenroom.client.streams import AsyncReplyStream, ReplyStream",
        "from greenroom.client.transport import AsyncTransport, Transport",
        *(
            f"from greenroom.client.resources.{_module(name)} import Async{_class(name)}, {_class(name)}"
            for name in inner
        ),
    )
    return text + "\n\n".join(
        _holder(f"{colour}{_class(resource)}", about, f"{colour}Transport", colour, inner)
        + "\n\n"
        + indent("\n\n".join(_method(one, api, colour) for one in operations), "    ")
        for colour in ("", "Async")
    )


def _method(one: Operation, api: Api, colour: str) -> str:
    if one.events != "asked":
        return _written(one, colour, one.events == "always", _arguments(one, api))
    ways = [(f"stream: Literal[{way}]{end}", way) for way, end in ((False, " = False"), (True, ""))]
    heads = [
        f"@overload\n{_signature(one, colour, way, [*_arguments(one, api), argument])} ..."
        for argument, way in ways
    ]
    return "\n".join([*heads, _either_way(one, api, colour)])


def _either_way(one: Operation, api: Api, colour: str) -> str:
    arguments = [*_arguments(one, api), "stream: bool = False"]
    given = f"{_given(one, colour, stream=False)} | {_given(one, colour, stream=True)}"
    awaited = "async " if colour else ""
    return "\n".join(
        [
            f"{awaited}def {safe(one.verb)}(self, {', '.join(_in_order(arguments))}) -> {given}:",
            f'    """{one.about}"""',
            f"    plan = {_plan(one, stream='stream')}",
            "    if stream:",
            f"        return {'await ' if colour else ''}self._transport.stream(plan, thread_id)",
            f"    return {'await ' if colour else ''}self._transport.send(plan)",
        ]
    )


def _written(one: Operation, colour: str, stream: bool, arguments: list[str]) -> str:  # noqa: FBT001 - of two ways
    return "\n".join(
        [
            _signature(one, colour, stream, arguments),
            f'    """{one.about}"""',
            f"    return {_sent(one, colour, stream)}",
        ]
    )


def _sent(one: Operation, colour: str, stream: bool) -> str:  # noqa: FBT001 - as above
    waits = "await " if colour else ""
    if one.paged:
        return f"self._transport.pages({_plan(one)})"
    if stream:
        return f"{waits}self._transport.stream({_plan(one)}, thread_id, message_id)"
    return f"{waits}self._transport.send({_plan(one)})"


def _signature(one: Operation, colour: str, stream: bool, arguments: list[str]) -> str:  # noqa: FBT001 - as above
    awaited = "async " if colour and not one.paged else ""
    names = ", ".join(["self", *_in_order(arguments)])
    return f"{awaited}def {safe(one.verb)}({names}) -> {_given(one, colour, stream=stream)}:"


def _in_order(arguments: list[str]) -> list[str]:
    """Those by place first; of the others those that must be given."""
    placed = [one for one in arguments if one.startswith("/")]
    named = sorted((one for one in arguments if not one.startswith("/")), key=lambda one: " = " in one)
    return [one[1:] for one in placed] + (["*", *named] if named else [])


def _given(one: Operation, colour: str, *, stream: bool) -> str:
    if stream:
        return f"{colour}ReplyStream"
    if one.paged:
        return f"{'AsyncPages' if colour else 'Page'}[{_type(one.paged)}]"
    return "File" if one.file else _type(one.answer)


def _type(shape: Shape) -> str:
    return f"types.{shape.name}" if isinstance(shape, Ref) else answered(shape)


def _arguments(one: Operation, api: Api) -> list[str]:
    """Those with a slash in front are given by place."""
    found = [f"/{safe(place)}: {'int' if place == 'revision' else 'str'}" for place in one.places]
    if one.raw:
        found.append(
            f"/{'body' if one.whole else 'data'}: {f'{asked(one.whole, api)} | ' if one.whole else ''}bytes"
        )
        found.append('media_type: str = "application/octet-stream"')
    else:
        found += [f"/body: {asked(one.whole, api)}"] if one.whole else []
        found += [_argument(field, api) for field in one.fields]
    found += [_argument(field, api) for field in one.query if field.name != "cursor"]
    found += ["cursor: str | None = None"] if one.paged else []
    found += ["if_revision: int | None = None"] if one.kept else []
    found += ["idempotency_key: str | None = None"] if one.creates else []
    return found


def _argument(field: Field, api: Api) -> str:
    shape = asked(field.shape, api)
    if field.required:
        return f"{safe(field.name)}: {shape}"
    without = shape.removesuffix(" | None")
    return f"{safe(field.name)}: {without} | UnsetType{' | None' if without != shape else ''} = UNSET"


def _plan(one: Operation, stream: str = "") -> str:
    path = one.path
    for place in one.places:
        path = path.replace(f"{{{place}}}", f"{{quoted({safe(place)})}}")
    parts = [f'"{one.method}"', f'f"{path}"' if one.places else f'"{path}"', _wanted(one)]
    pairs = ", ".join(f'("{field.name}", {safe(field.name)})' for field in one.query)
    parts += [f"query=said({pairs})"] if pairs else []
    parts += [_body(one, stream)] if one.raw or one.whole or one.fields or stream else []
    parts += ["creates=True", "idempotency_key=idempotency_key"] if one.creates else []
    parts += ["if_revision=if_revision"] if one.kept else []
    return f"Plan({', '.join(parts)})"


def _wanted(one: Operation) -> str:
    if one.events == "always":
        return "ANYTHING"
    return "File" if one.file else _type(one.paged or one.answer)


def _body(one: Operation, stream: str) -> str:
    if one.raw:
        return f"body={'body' if one.whole else 'data'}, media_type=media_type"
    if one.whole:
        return "body=body"
    pairs = [f'("{field.name}", {safe(field.name)})' for field in one.fields]
    pairs += [f'("stream", {stream} or UNSET)'] if stream else []
    return f"body=said({', '.join(pairs)})"
