// A printing thread with an error in it.
throw new TypeError('of a printing thread');
