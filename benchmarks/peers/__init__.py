"""Programs measured side by side: one file each, and `registry`, which lists them."""
