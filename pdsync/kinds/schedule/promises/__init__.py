"""Promises (`expect:`), each a module: how it is read, proved and worded.

A promise has a docstring, `KINDS`, the kinds that may make it; `TAKES`, the annotation of its
field; `DESCRIPTION`; and `ask`, the question that a value asks of a subject. Its name is the
module's.
"""
