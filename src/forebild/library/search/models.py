"""The index of the search: what readers look words up in. Derived from published stories, never read.

IndexState ── Block ── Posting        (which stories of the block say a term, and how strongly)
     │          └───── IndexedExample (where a story stands in its block, and the words it uses)
     └── Word                         (every word that stories use, for slips, compounds and suggestions)

A block holds up to BLOCK_SIZE stories, each in a numbered slot; so a publication writes short rows, and a
search reads a handful of them for each term.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from forebild.library.models import GoodExample
from forebild.programme.models import Programme

BLOCK_SIZE = 2048


class IndexState(models.Model):
    """A programme's index. Whoever writes in it locks this row first, and draws a new `revision`.

    A revision never comes back, not even after a transaction that was undone: what a web process has read
    of the index it may keep as long as the revision stands.
    """

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="search_index")
    revision = models.PositiveBigIntegerField(default=0)
    story_count = models.PositiveIntegerField(default=0)
    shape = models.PositiveSmallIntegerField(default=0)  # `records.SHAPE` at the last rebuild


class Block(models.Model):
    """Up to BLOCK_SIZE stories. `facts` holds a record of fixed length per slot (see `records`)."""

    index = models.ForeignKey(IndexState, on_delete=models.CASCADE, related_name="blocks")
    number = models.PositiveIntegerField()
    facts = models.BinaryField(default=bytes)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["index", "number"], name="search_block_once")]


class Posting(models.Model):
    """The slots of a block whose stories say `term`, with how strongly each does (see `records`)."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="postings", db_index=False)
    term = models.TextField()
    entries = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "block"], name="search_term_once_a_block")]


class IndexedExample(models.Model):
    """Where a story stands in the index, under how many terms, and the words that it is counted for."""

    example = models.OneToOneField(GoodExample, on_delete=models.CASCADE, related_name="indexed")
    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="examples")
    slot = models.PositiveSmallIntegerField()
    term_count = models.PositiveIntegerField(default=0)
    words = ArrayField(models.TextField())
    # {stem: weight} of the challenge, by which stories are compared
    challenge: models.JSONField[dict[str, float], dict[str, float]] = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["block", "slot"], name="search_slot_once")]


class Word(models.Model):
    """A word that published stories use, in how many, and what is left of it with letters taken out."""

    index = models.ForeignKey(IndexState, on_delete=models.CASCADE, related_name="words", db_index=False)
    language = models.CharField(max_length=2)
    text = models.TextField()
    count = models.PositiveIntegerField()
    slips = ArrayField(models.TextField())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["index", "language", "text"], name="search_word_once")]
        indexes = [
            models.Index(fields=["text"], opclasses=["text_pattern_ops"], name="search_word_beginning"),
            GinIndex(fields=["slips"], name="search_word_slips"),
        ]
