"""Text of YAML files into plain data with places."""
