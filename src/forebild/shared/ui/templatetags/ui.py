"""The components, as tags: every template has them without loading anything. Usages: ../README.md."""

from django import template

from forebild.shared.ui.tags import charts, fields, frame, pieces, words

register = template.Library()
for part in (frame, words, fields, pieces, charts):
    register.tags |= part.register.tags
    register.filters |= part.register.filters
