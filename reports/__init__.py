"""What is counted and printed: the same figures for the screen, the command line and the server. No Qt."""
