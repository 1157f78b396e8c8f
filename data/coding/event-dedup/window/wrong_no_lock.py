class Deduplicator:
    """Looks first and writes then: two threads both find nothing."""

    def __init__(self, window, clock):
        if window <= 0:
            raise ValueError("window")
        self._window, self._clock, self._seen = window, clock, {}

    def first(self, key):
        if not key:
            raise ValueError("key")
        now = self._clock()
        last = self._seen.get(key)
        if last is not None and now - last < self._window:
            return False
        self._seen[key] = now
        return True
