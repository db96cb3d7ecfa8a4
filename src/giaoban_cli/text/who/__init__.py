"""Who and where: persons, offices, bodies, places."""
