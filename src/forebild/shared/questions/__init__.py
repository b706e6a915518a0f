"""Questions that an office makes and others answer: the logic that every such form has in common.

choices.py   the answers to choose among, typed a line each; a value is kept when its line is reworded
answers.py   what counts as an answer, and what is wrong with one
fields.py    the form's field for a question, and what a plain form sent for it
"""
