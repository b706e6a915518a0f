"""The components, as tags."""

from django import template

register = template.Library()
