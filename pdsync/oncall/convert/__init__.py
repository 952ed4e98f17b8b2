"""Conversion of layers into rotations that are proved to do the same."""
