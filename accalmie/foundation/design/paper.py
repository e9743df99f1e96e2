"""Plain pages of text as a PDF: A4, one typeface that every reader has, nothing to install.

Headings and paragraphs, broken into lines and pages. The accessible form of what stands here is the page in HTML: this
file is for the post and for other people's systems, and is not tagged.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

WIDTH, HEIGHT, MARGIN = 595, 842, 62
SIZE, LEADING, HEADING = 11, 15.5, 13
_ASCII = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 "
    "584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 "
    "667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 "
    "278 556 500 722 500 500 500 334 260 334 584"
)
"""How wide Helvetica sets each character from the space on, in thousandths of its size (Adobe's metrics)."""
_WIDTHS = {chr(code): int(width) for code, width in enumerate(_ASCII.split(), start=32)}
_WIDTHS |= {"œ": 944, "Œ": 1000, "æ": 889, "Æ": 1000, "’": 222, "‘": 222, "“": 333, "”": 333, "—": 1000, "…": 1000}
_WIDEST = 1000
_SPACES = str.maketrans({"\u202f": "\u00a0", "\u2011": "-", "\u2212": "-"})


class Part(NamedTuple):
    """A heading (or none), and paragraphs under it."""

    heading: str
    paragraphs: tuple[str, ...]


class _Line(NamedTuple):
    text: str
    size: int
    above: float


def paper(parts: Iterable[Part], *, title: str, language: str) -> bytes:
    """The file. `title` is what a window shows: it should tell nothing of anybody."""
    pages = list(_pages(_lines(parts)))
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /Lang ({language}) /ViewerPreferences << /DisplayDocTitle true >> >>".encode(),
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title " + _string(title) + b" >>",
    ]
    for number, page in enumerate(pages):
        resources = "/Resources << /Font << /F 3 0 R >> >>"
        box = f"/MediaBox [0 0 {WIDTH} {HEIGHT}] {resources} /Contents {6 + 2 * number} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(page), page))
    return _file(objects)


def width_of(text: str, size: int) -> float:
    """How wide this text is set, in points."""
    return sum(_width(one) for one in text) * size / 1000


def _width(one: str) -> int:
    plain = unicodedata.normalize("NFKD", one)[0]
    return _WIDTHS.get(one) or _WIDTHS.get(plain, _WIDEST if ord(one) > 255 else 556)


def _lines(parts: Iterable[Part]) -> Iterator[_Line]:
    for part in parts:
        above = LEADING
        if part.heading:
            for text in _broken(part.heading, HEADING):
                yield _Line(text, HEADING, above + LEADING * 0.4)
                above = LEADING
        for paragraph in part.paragraphs:
            for text in _broken(paragraph, SIZE):
                yield _Line(text, SIZE, above)
                above = LEADING
            above = LEADING * 1.4


def _broken(text: str, size: int) -> Iterator[str]:
    """The text in lines that fit; a word that is wider than a line is broken."""
    for one in text.translate(_SPACES).splitlines() or [""]:
        line = ""
        for word in one.split(" "):
            longer = f"{line} {word}" if line else word
            if width_of(longer, size) <= WIDTH - 2 * MARGIN:
                line = longer
                continue
            if line:
                yield line
            *whole, line = _pieces(word, size)
            yield from whole
        yield line


def _pieces(word: str, size: int) -> Iterator[str]:
    piece = ""
    for one in word:
        if piece and width_of(piece + one, size) > WIDTH - 2 * MARGIN:
            yield piece
            piece = ""
        piece += one
    yield piece


def _pages(lines: Iterable[_Line]) -> Iterator[bytes]:
    page: list[bytes] = []
    at = float(HEIGHT - MARGIN)
    for line in lines:
        if at - line.above < MARGIN:
            yield b"\n".join(page)
            page, at = [], float(HEIGHT - MARGIN)
        at -= line.above
        page.append(b"BT /F %d Tf %d %.1f Td " % (line.size, MARGIN, at) + _string(line.text) + b" Tj ET")
    yield b"\n".join(page)


def _string(text: str) -> bytes:
    """A text as PDF writes it, in the characters that its typeface has: others lose their accent, or show as ?."""
    shown = b"".join(_character(one) for one in text.translate(_SPACES))
    return b"(" + shown.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)") + b")"


def _character(one: str) -> bytes:
    try:
        return one.encode("cp1252")
    except UnicodeEncodeError:
        return unicodedata.normalize("NFKD", one).encode("ascii", "ignore")[:3] or b"?"


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)
