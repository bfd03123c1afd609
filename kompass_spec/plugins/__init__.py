"""The host of plugins: their hooks and requests, and the only place that finds, loads and calls them."""
