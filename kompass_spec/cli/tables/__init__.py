"""What the terminal shows of what a command has worked out, one file for each kind of thing."""
