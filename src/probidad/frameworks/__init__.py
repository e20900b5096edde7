"""Legal frameworks and the product's method as dated data, checked against a shape when they are loaded."""
