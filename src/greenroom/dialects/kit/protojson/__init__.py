"""JSON as protobuf's JSON mapping reads and writes it, for messages described by a `Shape`.

    read          the bytes of a body → a sparse tree: camelCase names, normalised values, unknown fields inline
    write         a sparse tree → what is answered: every field, unset ones with their zero
    write_value   one field's value in wire form; zero_value, what it shows when it is unset; show_float, a float alone

The rules are those of protojson as a grpc-gateway applies them, with three liberties: unknown fields are kept
instead of dropped, whatever follows the value is an error, and a field may be marked to take a looser form.
"""

from greenroom.dialects.kit.protojson.reader import read
from greenroom.dialects.kit.protojson.writer import show_float, write, write_value, zero_value

__all__ = ["read", "show_float", "write", "write_value", "zero_value"]
