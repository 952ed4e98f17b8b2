"""Rounds of requests: those that are under way together, before any of them is answered."""

from threading import Barrier, Lock

import httpx

_SOON = 10  # seconds after which a request that is waited for in vain fails the test


class Rounds(httpx.BaseTransport):
    """Answers no request of a round before all of the round are under way.

    So whoever needs one of the answers for another request of the same round never gets it, and
    what comes in another order or number than expected fails.
    """

    def __init__(self, inner):
        self.inner = inner
        self.seen = []
        self._lock = Lock()
        self._left = None

    def expect(self, *sizes):
        """Expect rounds of these sizes and nothing after them."""
        self.seen = [[] for _ in sizes]
        self._left = [one for n, size in enumerate(sizes) for one in [(n, Barrier(size))] * size]

    def ended(self):
        """Return the paths of each round, once all that was expected came."""
        assert self._left == []
        self._left = None
        return [sorted(paths) for paths in self.seen]

    def handle_request(self, request):
        if self._left is not None:
            self._join(request)
        return self.inner.handle_request(request)

    def _join(self, request):
        with self._lock:
            assert self._left, f"one request more: {request.url}"
            number, together = self._left.pop(0)
            self.seen[number].append(f"{request.method} {request.url.path}")
        together.wait(_SOON)
