"""Tests of the chapters themselves: their pairs, their build, the points they make."""
