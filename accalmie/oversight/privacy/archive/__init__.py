"""Everything kept about one person, in a form that they can read and in forms that other programs can."""
