"""Who gets what, over the whole product: a table of statuses, and pairs of worlds that must look the same."""
