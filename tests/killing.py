"""Accounts that carry out so many writes, and then see the end of the run."""

import httpx
from reconcile.names import Killed


class KilledAfter(httpx.BaseTransport):
    """An account that carries out so many writes; the run is killed before it knows the last."""

    def __init__(self, inner, left):
        self.inner, self.left = inner, left

    def handle_request(self, request):
        response = self.inner.handle_request(request)
        if request.method != "GET":
            self.left -= 1
            if self.left == 0:
                raise Killed
        return response
