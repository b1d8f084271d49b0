"""A scripted, invented government news site, served over loopback: for first runs, demos and tests.

The regency, its places, its officials and its texts do not exist. See README.md for the script of days.
"""
