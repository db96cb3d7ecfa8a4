"""giaoban: archive and search for Vietnamese briefing-meeting reports."""

__version__ = "0.1.0"
