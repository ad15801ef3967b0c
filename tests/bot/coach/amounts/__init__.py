"""Tests of the amounts grammar."""
