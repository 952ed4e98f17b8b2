import pytest
from reconcile.world import World


@pytest.fixture
def world():
    return World()
