import threading


class Sequenced:
    """Keeps the highest number alone: what comes late is lost."""

    def __init__(self, reach=1):
        if reach < 1:
            raise ValueError("a reach of 1 or more")
        self._reach = reach
        self._highest = {}
        self._lock = threading.Lock()

    def accept(self, producer, number):
        if not producer or number < 0:
            raise ValueError("a named producer and a number of 0 or more")
        with self._lock:
            top = max(number, self._highest.get(producer, number))
            if number <= self._highest.get(producer, -1):
                return False
            self._highest[producer] = top
            return True

    def highest(self, producer):
        with self._lock:
            return self._highest.get(producer)
