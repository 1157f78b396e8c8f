import heapq
import threading
from itertools import count


class FairQueue:
    def __init__(self, rate, weights, clock, state=None):
        if rate <= 0 or any(weight <= 0 for weight in weights.values()):
            raise ValueError("the rate and every weight are above 0")
        state = state or {"credit": rate, "now": 0, "waiting": [], "ends": {}}
        self._rate, self._weights, self._clock = rate, weights, clock
        self._credit, self._then = state["credit"], clock()
        self._now = state["now"]  # virtual time: the tag of the call released last
        waiting = enumerate(state["waiting"])
        self._waiting = [(tag, number, call, cost) for number, (tag, call, cost) in waiting]
        self._numbers = count(len(self._waiting))
        self._ends = dict(state["ends"])  # tenant -> tag of its last call
        self._lock = threading.Lock()

    def submit(self, tenant, call, cost=1):
        if tenant not in self._weights or not 1 <= cost <= self._rate:
            raise ValueError("a known tenant, and a cost that one second can bear")
        with self._lock:
            start = max(self._now, self._ends.get(tenant, self._now))
            self._ends[tenant] = start + cost / self._weights[tenant]
            heapq.heappush(self._waiting, (self._ends[tenant], next(self._numbers), call, cost))

    def release(self):
        with self._lock:
            self._earn()
            released = []
            while self._waiting and self._waiting[0][3] <= self._credit:
                self._now, _, call, cost = heapq.heappop(self._waiting)
                self._credit -= cost
                released.append(call)
            return released

    def save(self):
        with self._lock:
            self._earn()
            return {
                "credit": self._credit,
                "now": self._now,
                "waiting": [[tag, call, cost] for tag, _, call, cost in sorted(self._waiting)],
                "ends": dict(self._ends),
            }

    def _earn(self):
        now = self._clock()
        self._credit = min(self._rate, self._credit + (now - self._then) * self._rate)
        self._then = now
