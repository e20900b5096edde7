"""Pages that are made once: what was published never changes, so neither does its page."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock

MOST = 16 * 1024 * 1024  # bytes of pages that one process keeps
LARGEST = 2 * 1024 * 1024  # a larger page is made each time


@dataclass(frozen=True, slots=True)
class Kept:
    """A page ready to be sent, without the reader's colours. ``digest`` is the SHA-256 of ``body``, in part."""

    body: bytes
    digest: str


class KeptPages:
    """Pages by key, at most ``most`` bytes of them; the one asked for longest ago goes first. Safe among threads."""

    def __init__(self, most: int = MOST, largest: int = LARGEST) -> None:
        self._most, self._largest = most, largest
        self._pages: OrderedDict[Hashable, Kept] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: Hashable) -> Kept | None:
        """The page, or None when it has to be made."""
        with self._lock:
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
            return found

    def put(self, key: Hashable, page: Kept) -> None:
        """Keep a page, unless it is larger than any that is kept."""
        if len(page.body) > self._largest:
            return
        with self._lock:
            old = self._pages.pop(key, None)
            self._size += len(page.body) - (len(old.body) if old else 0)
            self._pages[key] = page
            while self._size > self._most:
                _key, dropped = self._pages.popitem(last=False)
                self._size -= len(dropped.body)

    @property
    def size(self) -> int:
        """Bytes kept now."""
        return self._size

    def clear(self) -> None:
        """Forget every page."""
        with self._lock:
            self._pages.clear()
            self._size = 0


PAGES = KeptPages()
