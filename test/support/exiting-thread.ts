// A thread that ends before it has done anything.
process.exit(3);
