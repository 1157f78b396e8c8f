import threading
from collections import OrderedDict
from concurrent.futures import Future


class Once:
    def __init__(self, handle, keep, clock, state=()):
        if keep <= 0:
            raise ValueError("results are kept for more than 0 s")
        self._handle, self._keep, self._clock = handle, keep, clock
        self._events = OrderedDict()  # key -> (payload, future of the result, when it was handled)
        self._lock = threading.Lock()
        for key, payload, result, at in state:
            done = Future()
            done.set_result(result)
            self._events[key] = (payload, done, at)

    def submit(self, key, payload):
        if not key:
            raise ValueError("an event has a key")
        with self._lock:
            now = self._clock()
            self._forget(now)
            if key in self._events:
                known, future, _ = self._events[key]
                if known != payload:
                    raise ValueError("this key came with another payload")
                mine = False
            else:
                future, mine = Future(), True
                self._events[key] = (payload, future, now)
        if mine:
            try:
                future.set_result(self._handle(payload))
            except Exception as error:
                with self._lock:
                    del self._events[key]
                future.set_exception(error)
        return future.result()

    def save(self):
        with self._lock:
            self._forget(self._clock())
            return [
                [key, payload, future.result(), at]
                for key, (payload, future, at) in self._events.items()
                if future.done()
            ]

    def _forget(self, now):
        while self._events:
            oldest = next(iter(self._events))
            _, future, at = self._events[oldest]
            if now - at < self._keep or not future.done():
                break
            del self._events[oldest]
