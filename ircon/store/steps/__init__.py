"""The later steps of the schema, a module each, in the order in which ``schema.MIGRATIONS`` names them."""
