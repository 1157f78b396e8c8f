"""Tests of the journal; a package so that they can share their kinds of record."""
