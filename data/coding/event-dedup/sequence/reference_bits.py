import threading


class Sequenced:
    def __init__(self, reach=1):
        if reach < 1:
            raise ValueError("a reach of 1 or more")
        self._bits = 1 << reach
        self._reach = reach
        self._seen = {}  # producer -> (highest number, bits: bit n for the number n below it)
        self._lock = threading.Lock()

    def accept(self, producer, number):
        if not producer or number < 0:
            raise ValueError("a named producer and a number of 0 or more")
        with self._lock:
            if producer not in self._seen:
                self._seen[producer] = (number, 1)
                return True
            top, bits = self._seen[producer]
            ahead = number - top
            if ahead > 0:
                bits = (bits << min(ahead, self._reach) | 1) % self._bits
                self._seen[producer] = (number, bits)
                return True
            if -ahead >= self._reach or bits >> -ahead & 1:
                return False
            self._seen[producer] = (top, bits | 1 << -ahead)
            return True

    def highest(self, producer):
        with self._lock:
            return self._seen.get(producer, (None,))[0]
