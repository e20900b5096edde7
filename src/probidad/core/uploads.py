"""Files on their way in are counted while they arrive: one beyond the limit is not kept, neither in memory nor on disk."""

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from probidad.documents.limits import Limits


class Bounded(FileUploadHandler):
    """Stands before the handlers that keep files; says on the request which one was too big."""

    def new_file(self, *arguments: object, **named: object) -> None:
        self.arrived = 0
        super().new_file(*arguments, **named)  # type: ignore[arg-type]

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.arrived += len(raw_data)
        if self.arrived > Limits().size:
            if self.request is not None:
                self.request.probidad_too_big = self.file_name or "-"  # type: ignore[attr-defined]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers after this one keep the file."""


def too_big(request: HttpRequest) -> str:
    """The name of the file that was too big, empty when there was none. Reads the form first."""
    _read = request.FILES
    return str(getattr(request, "probidad_too_big", ""))
