import threading


class Deduplicator:
    """Two dictionaries by age: when the older one has run out as a whole, it is thrown away."""

    def __init__(self, window, clock):
        if window <= 0:
            raise ValueError("the window is above 0")
        self._window, self._clock = window, clock
        self._young, self._old, self._turned = {}, {}, clock()
        self._lock = threading.Lock()

    def first(self, key):
        if not key:
            raise ValueError("an event has a key")
        with self._lock:
            now = self._clock()
            if now - self._turned >= self._window:
                self._old, self._young, self._turned = self._young, {}, now
            seen = self._young.get(key, self._old.get(key))
            if seen is not None and now - seen < self._window:
                return False
            self._young[key] = now
            return True
