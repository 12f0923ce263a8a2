"""Word files (.docx): the package, its stories, and the document as a whole."""
