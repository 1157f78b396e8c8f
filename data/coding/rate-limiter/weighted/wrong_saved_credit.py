import heapq
import threading


class FairQueue:
    """Starts a tenant where it left off: who was idle comes back with all it did not use."""

    def __init__(self, rate, weights, clock, state=None):
        if rate <= 0 or any(weight <= 0 for weight in weights.values()):
            raise ValueError("the rate and every weight are above 0")
        state = state or {"credit": rate, "now": 0, "waiting": [], "ends": {}}
        self._rate, self._weights, self._clock = rate, weights, clock
        self._credit, self._then = state["credit"], clock()
        self._now = state["now"]  # virtual time: the tag of the call released last
        self._waiting = [tuple(one) for one in state["waiting"]]  # (tag, number, call, cost)
        self._ends = dict(state["ends"])  # tenant -> tag of its last call
        self._number = max((one[1] for one in self._waiting), default=0)
        self._lock = threading.Lock()

    def submit(self, tenant, call, cost=1):
        if tenant not in self._weights or not 1 <= cost <= self._rate:
            raise ValueError("a known tenant, and a cost that one second can bear")
        with self._lock:
            start = self._ends.get(tenant, 0)
            self._ends[tenant] = start + cost / self._weights[tenant]
            self._number += 1
            heapq.heappush(self._waiting, (self._ends[tenant], self._number, call, cost))

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
                "waiting": list(self._waiting),
                "ends": dict(self._ends),
            }

    def _earn(self):
        now = self._clock()
        self._credit = min(self._rate, self._credit + (now - self._then) * self._rate)
        self._then = now
