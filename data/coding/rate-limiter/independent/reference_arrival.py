import threading


class RateLimiter:
    def __init__(self, rate, burst, clock):
        if rate <= 0 or burst < 1:
            raise ValueError("the rate is above 0 and the burst 1 or more")
        self._step = 1 / rate
        self._slack = (burst - 1) * self._step
        self._clock = clock
        self._last = self._now = clock()  # as read last, and a time that never goes back
        self._full_at = {}  # tenant -> when its bucket would be full again
        self._lock = threading.Lock()

    def allow(self, tenant):
        if not tenant:
            raise ValueError("a tenant has a name")
        with self._lock:
            read = self._clock()
            self._now += max(0, read - self._last)
            self._last, now = read, self._now
            due = max(now, self._full_at.get(tenant, now))
            if due - now > self._slack:
                return False
            self._full_at[tenant] = due + self._step
            return True
