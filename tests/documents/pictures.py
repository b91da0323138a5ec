"""Pictures made by hand, sound and unsound."""

import struct
import zlib

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40">'
    '<rect width="120" height="40" fill="#0a5"/></svg>'
)


def png(across: int = 300, down: int = 100, *, said: tuple[int, int] | None = None) -> bytes:
    """Return a plain PNG with a comment in it; ``said`` is the size that it claims."""
    rows = b"".join(b"\0" + b"\x14\x50\xa0" * across for _ in range(down))
    head = struct.pack(">IIBBBBB", *(said or (across, down)), 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"tEXt", b"Comment\0secret"), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(*part) for part in parts)


def jpeg(across: int, down: int) -> bytes:
    """Return the head of a JPEG of that size, and nothing of its picture."""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, down, across, 1) + b"\x01\x11\x00"
    return (
        b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + b"\0" * 9 + frame + b"\xff\xda" + b"\0" * 20
    )


def _part(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
