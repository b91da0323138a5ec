"""What each app puts in the world of the access matrix, one module an app.

A module may define:

- ``populate(world)``: create the app's objects in ``world.workspace`` with ``world.text("…")`` in every
  text, and keep those that addresses need in ``world.objects["name"]``;
- ``ARGUMENTS``: address name -> function of the world giving the address's arguments (without ``workspace``);
- ``DATA``: address name -> function of the world giving what is posted (a POST that succeeds).
"""
