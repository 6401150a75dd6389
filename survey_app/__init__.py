"""What people see: the Qt desktop and the command line."""
