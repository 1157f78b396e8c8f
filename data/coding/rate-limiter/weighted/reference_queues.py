import threading
from collections import deque


class FairQueue:
    def __init__(self, rate, weights, clock, state=None):
        if rate <= 0 or any(weight <= 0 for weight in weights.values()):
            raise ValueError("the rate and every weight are above 0")
        state = state or {"credit": rate, "queues": {}, "served": {}, "floor": 0}
        self._rate, self._weights, self._clock = rate, weights, clock
        self._credit, self._then = state["credit"], clock()
        self._queues = {tenant: deque(calls) for tenant, calls in state["queues"].items()}
        self._served = dict(state["served"])  # waiting tenant -> cost served, by weight
        self._floor = state["floor"]
        self._lock = threading.Lock()

    def submit(self, tenant, call, cost=1):
        if tenant not in self._weights or not 1 <= cost <= self._rate:
            raise ValueError("a known tenant, and a cost that one second can bear")
        with self._lock:
            if not self._queues.get(tenant):
                # Who comes back starts level with the least served of those who wait.
                self._queues[tenant] = deque()
                self._served[tenant] = max(self._floor, self._served.get(tenant, self._floor))
            self._queues[tenant].append((call, cost))

    def release(self):
        with self._lock:
            self._earn()
            released = []
            while waiting := [tenant for tenant, queue in self._queues.items() if queue]:
                tenant = min(waiting, key=self._served.__getitem__)
                call, cost = self._queues[tenant][0]
                if cost > self._credit:
                    break
                self._queues[tenant].popleft()
                self._credit -= cost
                self._floor = self._served[tenant]
                self._served[tenant] += cost / self._weights[tenant]
                released.append(call)
            return released

    def save(self):
        with self._lock:
            self._earn()
            return {
                "credit": self._credit,
                "queues": {tenant: list(queue) for tenant, queue in self._queues.items()},
                "served": dict(self._served),
                "floor": self._floor,
            }

    def _earn(self):
        now = self._clock()
        self._credit = min(self._rate, self._credit + (now - self._then) * self._rate)
        self._then = now
