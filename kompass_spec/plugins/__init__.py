"""The host of plugins: their hooks and requests, and the one place where they are found, loaded and called."""
