"""Choosing a date among several, and the days on which few people can come."""
