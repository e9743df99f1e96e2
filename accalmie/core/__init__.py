"""What decides clinically: pure values and functions, no framework, disk, network, clock or dice."""
