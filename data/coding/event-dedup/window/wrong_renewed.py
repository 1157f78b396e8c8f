import threading


class Deduplicator:
    """Renews the window with every duplicate: an event that is repeated is never new again."""

    def __init__(self, window, clock):
        if window <= 0:
            raise ValueError("window")
        self._window, self._clock, self._seen = window, clock, {}
        self._lock = threading.Lock()

    def first(self, key):
        if not key:
            raise ValueError("key")
        with self._lock:
            now = self._clock()
            last = self._seen.get(key)
            self._seen[key] = now
            return last is None or now - last >= self._window
