import threading

STEPS = ("claim", "configure", "activate")


class Provisioner:
    """Trusts the clock: set back by an hour, it waits for an hour."""

    def __init__(self, limit, tries, clock):
        if limit <= 0 or tries < 1:
            raise ValueError("a limit above 0 and one try or more")
        self._limit, self._tries, self._clock = limit, tries, clock
        self._last = clock()
        self._devices = {}  # device on its way -> [step, tries made, time of the last]
        self._ended = {}  # device -> active or failed
        self._lock = threading.Lock()

    def start(self, device):
        with self._lock:
            self._give_up()
            if device in self._devices or self._ended.get(device) == "active":
                raise ValueError("this device is on its way or active")
            self._ended.pop(device, None)
            self._devices[device] = [0, 0, self._clock()]

    def due(self):
        with self._lock:
            now = self._give_up()
            found = []
            for device, one in self._devices.items():
                step, tries, tried_at = one
                if tries == 0 or now - tried_at >= self._limit:
                    one[1:] = [tries + 1, now]
                    found.append((device, STEPS[step]))
            return found

    def done(self, device, step):
        with self._lock:
            self._give_up()
            if device in self._ended and step in STEPS:
                return self._ended[device]
            at = self._devices[device][0] if device in self._devices else -1
            if step not in STEPS[: at + 1]:
                raise ValueError(f"{step} is not what this device is at")
            if step == STEPS[at]:
                self._devices[device] = [at + 1, 0, self._clock()]
                if at + 1 == len(STEPS):
                    del self._devices[device]
                    self._ended[device] = "active"
            return self._state(device)

    def state(self, device):
        with self._lock:
            self._give_up()
            return self._state(device)

    def _state(self, device):
        if device in self._devices:
            return STEPS[self._devices[device][0]]
        return self._ended.get(device)

    def _give_up(self):
        now = self._clock()
        if now != self._last:
            for device, (_, tries, tried_at) in list(self._devices.items()):
                if tries == self._tries and now - tried_at >= self._limit:
                    del self._devices[device]
                    self._ended[device] = "failed"
        self._last = now
        return now
