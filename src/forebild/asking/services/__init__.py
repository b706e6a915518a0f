"""From a reader's question to the company's answer."""
