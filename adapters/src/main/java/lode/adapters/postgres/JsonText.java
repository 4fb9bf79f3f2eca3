package lode.adapters.postgres;

/** The text of a JSONB column in a row record. */
record JsonText(String json) {}
