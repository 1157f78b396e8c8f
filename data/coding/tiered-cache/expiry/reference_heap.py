import heapq
import threading
from collections import OrderedDict


class TieredCache:
    def __init__(self, capacity, fresh, stale, clock):
        if capacity < 1 or fresh <= 0 or stale < 0:
            raise ValueError("room for one, a fresh time above 0, a stale time of 0 or more")
        self._capacity, self._fresh, self._stale, self._clock = capacity, fresh, stale, clock
        self._entries = OrderedDict()  # key -> (value, stale from), least recently used first
        self._ends = []  # heap of (stale from, key); old ones are left in it until they come up
        self._last = clock()
        self._lock = threading.Lock()

    def put(self, key, value):
        with self._lock:
            now = self._now()
            self._entries[key] = (value, now + self._fresh)
            self._entries.move_to_end(key)
            heapq.heappush(self._ends, (now + self._fresh, key))
            if len(self._entries) > self._capacity:
                self._make_room(now)

    def get(self, key):
        return self._until(key, 0)

    def get_stale(self, key):
        return self._until(key, self._stale)

    def _until(self, key, longer):
        with self._lock:
            now = self._now()
            if key not in self._entries or now >= self._entries[key][1] + longer:
                return None
            self._entries.move_to_end(key)
            return self._entries[key][0]

    def _make_room(self, now):
        while self._ends and self._ends[0][0] <= now:
            end, key = heapq.heappop(self._ends)
            if key in self._entries and self._entries[key][1] == end:
                del self._entries[key]
                return
        self._entries.popitem(last=False)

    def _now(self):
        now = self._clock()
        if now < self._last:  # everything moves back with the clock
            back = self._last - now
            for key, (value, end) in self._entries.items():
                self._entries[key] = (value, end - back)
            self._ends = [(end - back, key) for end, key in self._ends]
        self._last = now
        return now
