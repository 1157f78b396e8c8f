import threading
from collections import OrderedDict


class HitCounter:
    def __init__(self, seconds, clock):
        if seconds <= 0:
            raise ValueError("a time above 0")
        self._seconds, self._clock = seconds, clock
        self._pages = {}  # page -> hits by moment, the oldest first
        self._totals = {}
        self._lock = threading.Lock()

    def hit(self, page, hits=1):
        if not page:
            raise ValueError("a page has a name")
        with self._lock:
            now = self._clock()
            moments = self._pages.setdefault(page, OrderedDict())
            moments[now] = moments.get(now, 0) + hits
            self._totals[page] = self._totals.get(page, 0) + hits
            self._forget(page, now)

    def count(self, page):
        with self._lock:
            if page not in self._pages:
                return 0
            self._forget(page, self._clock())
            return self._totals[page]

    def _forget(self, page, now):
        moments = self._pages[page]
        while moments and now - next(iter(moments)) >= self._seconds:
            _, hits = moments.popitem(last=False)
            self._totals[page] -= hits
