"""How far one weight can move, and who leads along the way: exact where scores are known functions of the weights."""
