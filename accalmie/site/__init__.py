"""Settings, root addresses, the server and the command line: joins all, imported by no one."""
