"""Keeps an oversized file from filling the disk without losing the rest of the form."""

from __future__ import annotations

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from routing.cases.attachments import MAX_BYTES, MAX_PHOTOS


class PhotoLimit(FileUploadHandler):
    """Drops a file once it grows over the limit, and files beyond the number allowed.

    The names of dropped files are left in ``request.dropped_photos``: (too large, too many).
    """

    chunk_size = 64 * 1024

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.seen, self.size = 0, 0
        self.too_large: list[str] = []
        self.too_many: list[str] = []
        request.dropped_photos = (self.too_large, self.too_many)  # type: ignore[attr-defined]

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        self.seen += 1
        self.size = 0
        if self.seen > MAX_PHOTOS:
            self.too_many.append(self.file_name or "")
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.size += len(raw_data)
        if self.size > MAX_BYTES:
            self.too_large.append(self.file_name or "")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Another handler keeps the file."""
