"""Tests of the formats share one sample."""
