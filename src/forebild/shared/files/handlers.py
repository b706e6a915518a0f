"""How much one request may carry, known before a byte of it is read."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

MOST_IN_A_REQUEST = 100 * 1024 * 1024


class LimitedRequest(FileUploadHandler):
    """Stands first among the upload handlers; it takes no file itself."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        """Raises RequestDataTooBig (answered with 413 or 400) for more than MOST_IN_A_REQUEST bytes."""
        if content_length > MOST_IN_A_REQUEST:
            raise RequestDataTooBig("The files sent at once are larger than 100 MB together.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the data on to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""
