"""postcheck: checks a draft post against a school district's own policies before it is published."""

__version__ = "0.1.0"
