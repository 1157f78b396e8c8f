import threading


class HitCounter:
    """Starts from nothing with each whole stretch: at its beginning there are no hits."""

    def __init__(self, seconds, clock):
        if seconds <= 0:
            raise ValueError("seconds")
        self._seconds, self._clock, self._counts = seconds, clock, {}
        self._lock = threading.Lock()

    def _key(self, page):
        return page, self._clock() // self._seconds

    def hit(self, page, hits=1):
        if not page:
            raise ValueError("page")
        with self._lock:
            key = self._key(page)
            self._counts[key] = self._counts.get(key, 0) + hits

    def count(self, page):
        return self._counts.get(self._key(page), 0)
