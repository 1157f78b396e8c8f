import heapq
import threading
from itertools import count


class TieredCache:
    def __init__(self, capacity, state=()):
        if capacity < 1:
            raise ValueError("room for one or more")
        self._capacity = self._free = capacity
        self._entries = {}  # key -> (value, tier, size, when used)
        self._order = []  # heap of (tier, when used, key); what is out of date is passed over
        self._uses = count()
        self._lock = threading.Lock()
        for key, value, tier, size in state:
            self._set(key, value, tier, size)
            self._free -= size

    def put(self, key, value, tier, size=1):
        if size < 1 or tier < 0:
            raise ValueError("a size of 1 or more and a tier of 0 or more")
        with self._lock:
            own = self._entries[key][2] if key in self._entries else 0
            dropped, free = [], self._free + own
            while free < size and self._order and self._order[0][0] <= tier:
                first = heapq.heappop(self._order)
                if self._is_current(first) and first[2] != key:
                    dropped.append(first)
                    free += self._entries[first[2]][2]
            if free < size:
                for one in dropped:
                    heapq.heappush(self._order, one)
                if own:
                    entry = self._entries[key]
                    heapq.heappush(self._order, (entry[1], entry[3], key))
                return False
            for _, _, gone in dropped:
                del self._entries[gone]
            self._free = free - size
            self._set(key, value, tier, size)
            return True

    def get(self, key):
        with self._lock:
            if key not in self._entries:
                return None
            value, tier, size, _ = self._entries[key]
            self._set(key, value, tier, size)
            return value

    def save(self):
        with self._lock:
            by_use = sorted(self._entries.items(), key=lambda item: item[1][3])
            return [[key, value, tier, size] for key, (value, tier, size, _) in by_use]

    def _set(self, key, value, tier, size):
        used = next(self._uses)
        self._entries[key] = (value, tier, size, used)
        heapq.heappush(self._order, (tier, used, key))
        if len(self._order) > 2 * len(self._entries):
            self._order = [(tier, at, one) for one, (_, tier, _, at) in self._entries.items()]
            heapq.heapify(self._order)

    def _is_current(self, place):
        return place[2] in self._entries and self._entries[place[2]][3] == place[1]
