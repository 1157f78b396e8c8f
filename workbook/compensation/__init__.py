"""Compensation: what the market pays, from the reader's own findings, and the number to ask for."""
