import threading


class Device:
    """One device; the steps that are open are kept, and brought up to date when something comes."""

    def __init__(self):
        self.desired, self.reported, self.version = None, {}, float("-inf")
        self.open = {}  # key -> step

    def settle(self, keys):
        for key in keys:
            self.open.pop(key, None)
            if self.desired is None:
                continue
            if key not in self.desired:
                if key in self.reported:
                    self.open[key] = ("unset", key, None)
            elif key not in self.reported or self.reported[key] != self.desired[key]:
                self.open[key] = ("set", key, self.desired[key])


class Reconciler:
    def __init__(self):
        self._devices = {}
        self._pending = set()
        self._lock = threading.Lock()

    def desire(self, device, config):
        if not device:
            raise ValueError("a device has a name")
        with self._lock:
            one = self._devices.setdefault(device, Device())
            one.desired = dict(config)
            self._settle(device, one)

    def report(self, device, version, config):
        if not device or version < 0:
            raise ValueError("a named device and a version of 0 or more")
        with self._lock:
            one = self._devices.setdefault(device, Device())
            if version <= one.version:
                return False
            one.version, one.reported = version, dict(config)
            self._settle(device, one)
            return True

    def plan(self, device):
        with self._lock:
            one = self._devices.get(device)
            return [one.open[key] for key in sorted(one.open)] if one else []

    def pending(self):
        with self._lock:
            return sorted(self._pending)

    def _settle(self, device, one):
        one.settle({*one.reported, *(one.desired or ()), *one.open})
        if one.open:
            self._pending.add(device)
        else:
            self._pending.discard(device)
