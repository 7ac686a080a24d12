"""What is at fault in an atlas, or worth a look."""
