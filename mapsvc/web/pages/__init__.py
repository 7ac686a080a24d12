"""Pages that are no maps. A file of this room that makes a `blueprint` is one."""
