"""From a Word package to its lines: the parts of the package, its numbers, its paragraphs."""
