"""Measurements of the product against stated targets; `./run bench` lists them."""
