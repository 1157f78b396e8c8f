import threading
from collections import deque


class HitCounter:
    def __init__(self, seconds, clock):
        if seconds <= 0:
            raise ValueError("a time above 0")
        self._seconds, self._clock = seconds, clock
        self._pages = {}  # page -> [hits in all, deque of [moment, hits]]
        self._lock = threading.Lock()

    def hit(self, page, hits=1):
        if not page:
            raise ValueError("a page has a name")
        with self._lock:
            now = self._clock()
            one = self._pages.setdefault(page, [0, deque()])
            if not one[1] or one[1][-1][0] != now:
                one[1].append([now, 0])
            one[1][-1][1] += hits
            one[0] += hits
            self._forget(one, now)

    def count(self, page):
        with self._lock:
            one = self._pages.get(page, [0, deque()])
            self._forget(one, self._clock())
            return one[0]

    def _forget(self, one, now):
        while one[1] and now - one[1][0][0] >= self._seconds:
            one[0] -= one[1].popleft()[1]
