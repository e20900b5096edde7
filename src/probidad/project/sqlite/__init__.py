"""Django's SQLite with the durability and the distrust of schemas that the product promises."""
