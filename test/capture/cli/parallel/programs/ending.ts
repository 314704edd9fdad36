// A printing thread that is gone before its work is done.
process.exit(3);
