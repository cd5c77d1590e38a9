"""Programmes of decarbonation and of water."""
