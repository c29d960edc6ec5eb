"""JSON as protobuf's JSON mapping reads and writes it, for messages described by a `Shape`.

    read          the bytes of a body → a sparse tree: camelCase names, normalised values, unknown fields inline
    write         a sparse tree → what is answered: every field, unset ones with their zero
    write_value   one field's value in wire form; zero_value, what it shows when it is unset
    split, join   a tree ↔ its known fields and, apart, its unknown ones

The rules are those of protojson as a grpc-gateway applies them, with three liberties: unknown fields are kept
instead of dropped, whatever follows the value is an error, and a field may be marked to take a looser form.
"""

from greenroom.dialects.kit.protojson.layers import join, split
from greenroom.dialects.kit.protojson.reader import read
from greenroom.dialects.kit.protojson.writer import write, write_value, zero_tree, zero_value

__all__ = ["join", "read", "split", "write", "write_value", "zero_tree", "zero_value"]
