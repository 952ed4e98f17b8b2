"""Arguments and options of the command line, and their complaints."""
