"""From the jury's words to a letter that a company has, and its answer."""
