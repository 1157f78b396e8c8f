class HitCounter:
    """Reads a page's hits and puts them back: what came between is lost."""

    def __init__(self, seconds, clock):
        if seconds <= 0:
            raise ValueError("seconds")
        self._seconds, self._clock, self._pages = seconds, clock, {}

    def hit(self, page, hits=1):
        if not page:
            raise ValueError("page")
        now = self._clock()
        known = [one for one in self._pages.get(page, ()) if now - one[0] < self._seconds]
        if known and known[-1][0] == now:
            hits += known.pop()[1]
        self._pages[page] = [*known, (now, hits)]

    def count(self, page):
        now = self._clock()
        known = self._pages.get(page, ())
        return sum(hits for moment, hits in known if now - moment < self._seconds)
