import threading


class Device:
    """One device; each method is an event, and says which states it may come in."""

    def __init__(self, clock):
        self._clock = clock
        self.history = []
        self.turn, self.early = 1, {}
        self.lock = threading.Lock()

    @property
    def state(self):
        return self.history[-1][0] if self.history else None

    def register(self):
        self._go("registered", None)

    def claim(self):
        self._go("claimed", "registered")

    def configure(self):
        self._go("configured", "claimed")

    def activate(self):
        self._go("active", "configured")

    def suspend(self):
        self._go("suspended", "active")

    def resume(self):
        self._go("active", "suspended")

    def retire(self):
        self._go("retired", "registered", "claimed", "configured", "active", "suspended")

    def _go(self, state, *allowed):
        if self.state not in allowed:
            raise ValueError(f"not for a device that is {self.state}")
        self.history.append((state, self._clock()))


EVENTS = {"register", "claim", "configure", "activate", "suspend", "resume", "retire"}


class Provisioner:
    def __init__(self, clock):
        self._clock = clock
        self._devices = {}

    def handle(self, device, event, number=None):
        if event not in EVENTS:
            raise ValueError(f"no event is called {event}")
        one = self._devices.setdefault(device, Device(self._clock))
        with one.lock:
            if number is None:
                getattr(one, event)()
            elif number >= one.turn:
                one.early[number] = event
                while one.turn in one.early:
                    getattr(one, one.early.pop(one.turn))()
                    one.turn += 1
            return one.state

    def state(self, device):
        one = self._devices.get(device)
        return one and one.state

    def history(self, device):
        one = self._devices.get(device)
        return list(one.history) if one else []
