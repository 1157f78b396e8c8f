import threading


class RateLimiter:
    def __init__(self, rate, burst, clock):
        if rate <= 0 or burst < 1:
            raise ValueError("the rate is above 0 and the burst 1 or more")
        self._rate, self._burst, self._clock = rate, burst, clock
        self._buckets = {}  # tenant -> (calls left, when that was)
        self._lock = threading.Lock()

    def allow(self, tenant):
        if not tenant:
            raise ValueError("a tenant has a name")
        with self._lock:
            now = self._clock()
            left, then = self._buckets.get(tenant, (self._burst, now))
            left = min(self._burst, left + max(0, now - then) * self._rate)
            granted = left >= 1
            self._buckets[tenant] = (left - granted, now)
            return granted
