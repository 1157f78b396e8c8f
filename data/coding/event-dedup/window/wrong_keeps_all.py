import threading


class Deduplicator:
    """Keeps every key there ever was."""

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
            if now - self._seen.get(key, float("-inf")) < self._window:
                return False
            self._seen[key] = now
            return True
