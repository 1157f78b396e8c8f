import threading
from collections import deque


class HitCounter:
    """Keeps the time of every hit: a hot page fills the memory."""

    def __init__(self, seconds, clock):
        if seconds <= 0:
            raise ValueError("seconds")
        self._seconds, self._clock, self._pages = seconds, clock, {}
        self._lock = threading.Lock()

    def hit(self, page, hits=1):
        if not page:
            raise ValueError("page")
        with self._lock:
            self._pages.setdefault(page, deque()).extend([self._clock()] * hits)

    def count(self, page):
        with self._lock:
            times, now = self._pages.get(page, deque()), self._clock()
            while times and now - times[0] >= self._seconds:
                times.popleft()
            return len(times)
