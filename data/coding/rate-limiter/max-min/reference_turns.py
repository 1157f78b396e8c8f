import threading
from collections import deque


class FairShare:
    def __init__(self, rate, clock):
        if rate < 1:
            raise ValueError("the capacity is one call a second or more")
        self._rate, self._clock = rate, clock
        self._credit, self._then = float(rate), clock()
        self._calls = {}
        self._line = deque()
        self._lock = threading.Lock()

    def ask(self, tenant, calls=1):
        if not tenant or calls < 1:
            raise ValueError("a named tenant asks for one call or more")
        with self._lock:
            if tenant not in self._calls:
                self._calls[tenant] = 0
                self._line.append(tenant)
            self._calls[tenant] += calls

    def grant(self):
        with self._lock:
            now = self._clock()
            self._credit = min(self._rate, self._credit + (now - self._then) * self._rate)
            self._then = now
            granted = {}
            while self._credit >= 1 and self._line:
                tenant = self._line.popleft()
                granted[tenant] = granted.get(tenant, 0) + 1
                self._credit -= 1
                self._calls[tenant] -= 1
                if self._calls[tenant]:
                    self._line.append(tenant)
                else:
                    del self._calls[tenant]
            return granted
