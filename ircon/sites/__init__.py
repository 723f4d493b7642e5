"""Whose is this address, what part does its site play, and which incidents belong together.

Rules only, on data that the store hands over; nothing here reads the store or the network.
"""
