import threading
from bisect import bisect_right


class HitCounter:
    def __init__(self, seconds, clock):
        if seconds <= 0:
            raise ValueError("a time above 0")
        self._seconds, self._clock = seconds, clock
        self._pages = {}  # page -> (moments, hits up to and with each of them)
        self._lock = threading.Lock()

    def hit(self, page, hits=1):
        if not page:
            raise ValueError("a page has a name")
        with self._lock:
            now = self._clock()
            moments, sums = self._pages.setdefault(page, ([], [0]))
            if not moments or moments[-1] != now:
                moments.append(now)
                sums.append(sums[-1])
            sums[-1] += hits
            gone = bisect_right(moments, now - self._seconds)
            del moments[:gone], sums[:gone]

    def count(self, page):
        with self._lock:
            moments, sums = self._pages.get(page, ([], [0]))
            return sums[-1] - sums[bisect_right(moments, self._clock() - self._seconds)]
