class RateLimiter:
    """Right in one thread: two that read the same bucket both take its last call."""

    def __init__(self, rate, burst, clock):
        if rate <= 0 or burst < 1:
            raise ValueError("rate and burst must be positive")
        self._rate, self._burst, self._clock = rate, burst, clock
        self._buckets = {}

    def allow(self, tenant):
        if not tenant:
            raise ValueError("tenant")
        now = self._clock()
        left, then = self._buckets.get(tenant, (self._burst, now))
        left = min(self._burst, left + max(0, now - then) * self._rate)
        if left < 1:
            self._buckets[tenant] = (left, now)
            return False
        self._buckets[tenant] = (left - 1, now)
        return True
