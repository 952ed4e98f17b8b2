"""One module per kind of object that the sandbox serves.

Each has `ROUTES`, and `RESOURCE` where objects of the kind are stored.
"""
