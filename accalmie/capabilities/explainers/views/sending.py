"""The files of a film: browsers ask for a part of it at a time (RFC 9110, part 14), some play nothing otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from accalmie.capabilities.explainers import library
from accalmie.core.definitions import LANGUAGES
from accalmie.core.explainers import captions, chapters, timed, transcript

PIECE = 64 * 1024
AN_HOUR = "max-age=3600"
TYPES = {library.VIDEO: "video/mp4", library.SOUND: "audio/mp4"}
_NAME = re.compile(r"(?P<language>[a-z]{2})(?P<what>\.mp4|\.m4a|\.vtt|-chapters\.vtt|\.md)\Z")
_RANGE = re.compile(r"bytes=(?P<first>\d{0,15})-(?P<last>\d{0,15})\Z", re.ASCII)


@require_safe
def send(request: HttpRequest, explainer: str, recording: str) -> HttpResponseBase:
    """A film or its sound, its captions or chapters, or the text of all that is said."""
    one, name = library.explainers().get(explainer), _NAME.match(recording)
    if one is None or name is None or name["language"] not in LANGUAGES:
        raise Http404
    language, what = name["language"], name["what"]
    if what in (".mp4", ".m4a"):
        return _send_file(request, _file(one, language, what), TYPES[what[1:]])
    board = one.board(language)
    if what == ".md":
        return _text(transcript(board), "text/markdown")
    return _text(captions(timed(board)) if what == ".vtt" else chapters(timed(board)), "text/vtt")


def _text(words: str, kind: str) -> HttpResponse:
    return HttpResponse(words, content_type=f"{kind}; charset=utf-8", headers={"Cache-Control": AN_HOUR})


def _file(one: library.Explainer, language: str, what: str) -> Path:
    """The file of a film that may be shown. No part of its path comes from the address."""
    film = library.film(one, language)
    file = None if film is None else film.video if what == ".mp4" else film.sound
    if file is None:
        raise Http404
    return file


def _send_file(request: HttpRequest, file: Path, kind: str) -> HttpResponseBase:
    """The whole file (200), the part that was asked for (206), or a word that the browser has it (304), or that there
    is no such part (416)."""
    # A film is compressed already; a part of it that was compressed once more on its way would be none of its bytes.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    found = file.stat()
    size, mark = found.st_size, f'"{found.st_mtime_ns:x}-{found.st_size:x}"'
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": AN_HOUR,
        "ETag": mark,
        "Last-Modified": http_date(found.st_mtime),
    }
    asked = _asked(request, mark)
    if asked is None and request.headers.get("If-None-Match") == mark:
        return HttpResponseNotModified(headers=headers)
    if asked is None:
        return _stream(file, 0, size - 1, 200, kind, headers)
    part = _part(asked["first"], asked["last"], size)
    if part is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    headers["Content-Range"] = f"bytes {part[0]}-{part[1]}/{size}"
    return _stream(file, *part, 206, kind, headers)


def _asked(request: HttpRequest, mark: str) -> re.Match[str] | None:
    """The one part that the browser asks for of the file as it is now. Anything else is answered with the whole."""
    found = _RANGE.match(request.headers.get("Range", ""))
    is_of_now = request.headers.get("If-Range", mark) == mark
    return found if found and is_of_now and found.group() != "bytes=-" else None


def _part(first: str, last: str, size: int) -> tuple[int, int] | None:
    """The first and the last byte of `first`-`last`, or of the `last` bytes; None when there is no such part."""
    if not first:
        return (max(0, size - int(last)), size - 1) if int(last) else None
    begin, end = int(first), min(int(last or size - 1), size - 1)
    return (begin, end) if begin <= end else None


def _stream(
    file: Path, first: int, last: int, status: int, kind: str, headers: dict[str, str]
) -> StreamingHttpResponse:
    length = {"Content-Length": str(last - first + 1)}
    return StreamingHttpResponse(_pieces(file, first, last), status=status, content_type=kind, headers=headers | length)


def _pieces(file: Path, first: int, last: int) -> Iterator[bytes]:
    with file.open("rb") as opened:
        opened.seek(first)
        left = last - first + 1
        while left > 0 and (piece := opened.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
