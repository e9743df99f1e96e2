"""No form of this site takes a file. Django would write each that is sent to the disk, however large."""

from __future__ import annotations

from typing import Any, NoReturn

from django.core.files.uploadhandler import FileUploadHandler
from django.http.multipartparser import MultiPartParserError


class NoFiles(FileUploadHandler):
    """Refuses a file with its first line, before anything of it is read."""

    def new_file(self, *_told: Any, **_more: Any) -> NoReturn:
        raise MultiPartParserError("No form of this site takes a file.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Nothing comes so far."""

    def file_complete(self, file_size: int) -> None:
        """Nothing comes so far."""
