import threading
from collections import OrderedDict


class TieredCache:
    """Drops by use alone: a stale entry stays where a fresh one is dropped."""

    def __init__(self, capacity, fresh, stale, clock):
        if capacity < 1 or fresh <= 0 or stale < 0:
            raise ValueError("room for one, a fresh time above 0, a stale time of 0 or more")
        self._capacity, self._fresh, self._gone = capacity, fresh, fresh + stale
        self._clock = clock
        self._last = self._time = clock()  # as read last, and a time that never goes back
        self._by_age = OrderedDict()  # key -> (value, put at), the oldest first
        self._by_use = OrderedDict()  # key -> None, the least recently used first
        self._lock = threading.Lock()

    def put(self, key, value):
        with self._lock:
            now = self._now()
            self._drop(key)
            self._by_age[key] = (value, now)
            self._by_use[key] = None
            if len(self._by_age) > self._capacity:
                self._drop(next(iter(self._by_use)))

    def get(self, key):
        return self._younger(key, self._fresh)

    def get_stale(self, key):
        return self._younger(key, self._gone)

    def _younger(self, key, age):
        with self._lock:
            value, put_at = self._by_age.get(key, (None, float("-inf")))
            if self._now() - put_at >= age:
                return None
            self._by_use.move_to_end(key)
            return value

    def _drop(self, key):
        self._by_age.pop(key, None)
        self._by_use.pop(key, None)

    def _now(self):
        read = self._clock()
        self._time += max(0, read - self._last)
        self._last = read
        return self._time
