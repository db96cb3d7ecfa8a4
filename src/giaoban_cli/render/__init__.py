"""Values → what a person or a program reads: terminal screens, JSON, JSONL, CSV, Markdown."""
