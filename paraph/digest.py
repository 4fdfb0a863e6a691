"""Hash functions without OpenSSL, all of which `hashlib` loads: taken as the standard library's own `random` takes them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import _Hash, blake2b
    from hashlib import sha256 as _sha256
else:
    try:
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    try:  # from Python 3.12 on
        from _sha2 import sha256 as _sha256
    except ImportError:
        try:
            from _sha256 import sha256 as _sha256
        except ImportError:
            from hashlib import sha256 as _sha256

__all__ = ["blake2b", "sha256"]


def sha256(data: bytes) -> _Hash:
    """SHA-256 of some bytes; by OpenSSL, which is quicker at it, where something else has loaded that."""
    loaded = sys.modules.get("hashlib")
    return loaded.sha256(data) if loaded else _sha256(data)
