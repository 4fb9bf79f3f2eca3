package lode.standalone.embedded.qdrant;

/** A point that a search found, by its slot. */
record Hit(int slot, float score) {}
