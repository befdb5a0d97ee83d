"""Tables out to units and back in: workbooks read safely, tables of others understood."""
