"""Requests that change rotations and events so that nobody is without cover."""
