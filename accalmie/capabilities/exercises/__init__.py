"""What a person writes: the exercises of a programme and those that they open by themselves."""
