import threading
from collections import OrderedDict


class Deduplicator:
    def __init__(self, window, clock):
        if window <= 0:
            raise ValueError("the window is above 0")
        self._window, self._clock = window, clock
        self._seen = OrderedDict()  # key -> when it was new; a dict is slow to lose its first
        self._lock = threading.Lock()

    def first(self, key):
        if not key:
            raise ValueError("an event has a key")
        with self._lock:
            now = self._clock()
            while self._seen:
                oldest = next(iter(self._seen))
                if now - self._seen[oldest] < self._window:
                    break
                del self._seen[oldest]
            if key in self._seen:
                return False
            self._seen[key] = now
            return True
