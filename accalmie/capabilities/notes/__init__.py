"""What professionals write down: four signed lines about a contact, and working notes of their own."""
