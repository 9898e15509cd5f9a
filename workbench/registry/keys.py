"""The forms of a name by which it is found: equal keys make candidates, never a decision."""

import zlib

from workbench.japan.names import core_key

_HIRAGANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}


def loose(key: str) -> str:
    """A key of japan.names with what people mix up made one."""
    return key.translate(_HIRAGANA).replace("ー", "") or key


def hashed(key: str) -> int:
    """32 bits that stand for a key in the index; names behind equal ones are compared anyway."""
    return zlib.crc32(key.encode())


def name_key(name: str) -> str:
    return loose(core_key(name))
