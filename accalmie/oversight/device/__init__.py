"""What could harm somebody here, what did, and what was done about it: the record that a safety officer asks for."""
