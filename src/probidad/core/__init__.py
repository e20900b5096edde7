"""What every office stands on: entities, people and posts, access, trail, shelves, lists, imports, the frame of the pages."""
