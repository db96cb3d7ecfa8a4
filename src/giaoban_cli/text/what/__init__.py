"""What: the kind of meeting, cited documents, figures, and what was said."""
