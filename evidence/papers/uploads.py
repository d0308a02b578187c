"""Receives uploads: each file to a temporary file of its own, hashed and measured as it arrives.

Whatever a request leaves behind is removed when it ends; what a killed process leaves behind, the
sweep removes. Memory stays the same for any size of body.
"""

import hashlib
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict, UnreadablePostError
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict
from zlib_ng.zlib_ng import crc32

from evidence.papers.notes import collected
from evidence.papers.store_errors import StorageDown, down
from ntm_project.common.numbers import format_decimal

log = logging.getLogger(__name__)


def incoming_folder() -> Path:
    """The folder in which files arrive: on the file system of the folder that keeps them."""
    return Path(settings.EVIDENCE_FOLDER) / "incoming"


def new_path() -> Path:
    """Where one more file may arrive; the folder is made where it is missing."""
    folder = incoming_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"{uuid4().hex}.part"


@dataclass(frozen=True)
class ReceivedFile:
    """A file as it arrived, whole: where it lies, its own name and type as the browser named them,
    its size in bytes, its SHA-256 in hexadecimal, and its CRC-32 where a row will keep it."""

    path: Path
    name: str
    declared: str
    size: int
    sha256: str
    crc32: int | None = None

    @classmethod
    def of(cls, content: bytes, name: str, declared: str) -> "ReceivedFile":
        """Bytes of our own making, as if they had arrived; whoever makes it discards it."""
        path = new_path()
        path.write_bytes(content)
        sha256 = hashlib.sha256(content).hexdigest()
        return cls(path, name, declared, len(content), sha256, crc32(content))

    def open(self) -> BufferedReader:
        """The bytes, from the start."""
        return self.path.open("rb")

    def discard(self) -> None:
        """Remove the temporary file, unless it has been kept meanwhile."""
        self.path.unlink(missing_ok=True)


class IncomingFile(UploadedFile):
    """What views and forms find in `request.FILES`; closing it discards the temporary file."""

    def __init__(self, received: ReceivedFile, charset: str | None, extra: dict | None) -> None:
        super().__init__(
            received.open(),
            received.name,
            received.declared,
            received.size,
            charset,
            extra,
        )
        self.received = received

    def close(self) -> None:
        super().close()
        self.received.discard()


class _Part:
    """One file while it arrives."""

    def __init__(self) -> None:
        self.path = new_path()
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        self.descriptor = os.open(self.path, flags, 0o600)
        self.is_open = True
        self.size = 0
        self.hash = hashlib.sha256()
        self.crc32 = 0

    def add(self, chunk: bytes) -> None:
        self.size += len(chunk)
        self.hash.update(chunk)
        self.crc32 = crc32(chunk, self.crc32)
        left = memoryview(chunk)
        while left:
            left = left[os.write(self.descriptor, left) :]

    def close(self) -> None:
        if self.is_open:
            self.is_open = False
            os.close(self.descriptor)

    def discard(self) -> None:
        self.close()
        self.path.unlink(missing_ok=True)


def _megabytes(count: int) -> str:
    return f"{format_decimal(count // 10**6)} MB"


class ReceivingHandler(FileUploadHandler):
    """Django's upload handler of the whole site; the limits are those of the settings.

    A limit that is passed ends the reading at once and leaves its sentence in
    `request.upload_refusal`; `UploadMiddleware` answers with it. A disk that takes nothing leaves
    out the file and its trouble in `request.upload_trouble`, so that the form comes back with what
    was typed (`received_files`). Whoever is not signed in leaves nothing on the disk.
    """

    # As much as gunicorn is set to receive at once (`ntm_project.server`): nothing is left over to
    # be copied again, and a piece stays in the processor's cache on its whole way to the disk: of
    # half the size it took a tenth more of the processor, of twice the size no less (measured).
    chunk_size = 256 * 1024

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.parts: list[_Part] = []

    def _refuse(self, sentence: str) -> None:
        request: Any = self.request
        if request is not None:
            request.upload_refusal = sentence  # shown by the middleware
        raise StopUpload(connection_reset=True)

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> tuple[QueryDict, MultiValueDict] | None:
        """Refuses a body that declares itself too long before any of it is read."""
        request: Any = self.request
        if request is not None:
            request.upload_parts = self.parts  # emptied by the middleware
        if content_length <= settings.EVIDENCE_BODY_BYTES:
            return None
        with suppress(StopUpload):
            self._refuse(
                f"Lần gửi này vượt quá {_megabytes(settings.EVIDENCE_BODY_BYTES)}. "
                "Hãy chia thành nhiều lần gửi."
            )
        return QueryDict(encoding=encoding), MultiValueDict()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if not self._is_signed_in():
            raise StopUpload(connection_reset=True)
        if len(self.parts) >= settings.EVIDENCE_FILES_PER_REQUEST:
            self._refuse(
                f"Mỗi lần chỉ gửi được {settings.EVIDENCE_FILES_PER_REQUEST} tệp. "
                "Hãy chia thành nhiều lần gửi."
            )
        with self._skipping():
            self.parts.append(_Part())

    @contextmanager
    def _skipping(self) -> Iterator[None]:
        """Leave out the file where the disk takes nothing; the rest of the form is read."""
        try:
            yield
        except OSError as error:
            log.error("An upload found no place on the disk: %s", error)
            request: Any = self.request
            if request is not None:
                request.upload_trouble = down(error)
            for part in self.parts:
                part.discard()
            raise SkipFile from error

    def _is_signed_in(self) -> bool:
        """Where the database is silent, the file is passed over and the fields are still read."""
        request: Any = self.request
        user = getattr(request, "user", None)
        try:
            return user is None or user.is_authenticated
        except (DatabaseError, InterfaceError) as error:
            name = (self.field_name or "", self.file_name or "")
            request.skipped_files = [*getattr(request, "skipped_files", ()), name]
            request.upload_fault = error
            raise SkipFile from error

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        part = self.parts[-1]
        if part.size + len(raw_data) > settings.EVIDENCE_FILE_BYTES:
            self._refuse(
                f"Tệp “{self.file_name}” vượt quá {_megabytes(settings.EVIDENCE_FILE_BYTES)}. "
                "Hãy quét hoặc chụp lại ở độ phân giải thấp hơn, hoặc tách thành nhiều tệp."
            )
        with self._skipping():
            part.add(raw_data)

    def file_complete(self, file_size: int) -> IncomingFile | None:
        part = self.parts[-1]
        part.close()
        name, declared = self.file_name or "", self.content_type or ""
        sha256 = part.hash.hexdigest()
        received = ReceivedFile(part.path, name, declared, part.size, sha256, part.crc32)
        try:
            return IncomingFile(received, self.charset, self.content_type_extra)
        except OSError:  # the disk filled up meanwhile, and this file went with the one before
            return None


class UploadMiddleware:
    """Answers 413 with the sentence of the limit that was passed, and clears up after a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            with collected():
                return self.get_response(request)
        finally:
            for part in getattr(request, "upload_parts", ()):
                part.discard()

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The sentence of a store that is down, where the view had no better place for it."""
        if not isinstance(error, StorageDown):
            return None
        context = {"reason": error.reason}
        return render(request, "evidence/store_down.html", context, status=error.status)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Reads the body before anything else does, so that a limit is shown, not a lost token."""
        if request.method != "POST" or request.content_type != "multipart/form-data":
            return None
        try:
            _ = request.POST
        except UnreadablePostError:
            return HttpResponse(status=400)
        # Though the database may be back by now, the files were passed over.
        if fault := getattr(request, "upload_fault", None):
            raise fault
        sentence = getattr(request, "upload_refusal", "")
        if not sentence:
            return None
        _drain(request)
        return _too_large(request, sentence)


def _drain(request: HttpRequest) -> None:
    """Read what is left of a body of lawful length: a browser shows no answer while it sends."""
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    with suppress(UnreadablePostError):
        while length <= settings.EVIDENCE_BODY_BYTES and request.read(ReceivingHandler.chunk_size):
            continue


def _too_large(request: HttpRequest, sentence: str) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"error": sentence}, status=413)
    if getattr(request, "htmx", False):
        context = {"text": sentence, "tone": "red"}
        return render(request, "components/alert.html", context, status=413)
    return render(request, "413.html", {"reason": sentence}, status=413)


def received_files(request: HttpRequest) -> list[ReceivedFile]:
    """The files that a form brought, in their order; `StorageDown` where the disk on which
    they arrive took one of them not."""
    if trouble := getattr(request, "upload_trouble", None):
        raise trouble
    files = request.FILES.getlist("files")
    return [file.received for file in files if isinstance(file, IncomingFile)]
