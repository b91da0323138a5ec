"""Journeys and checks in a real browser, on the product as it is started, with the demonstration in it."""
