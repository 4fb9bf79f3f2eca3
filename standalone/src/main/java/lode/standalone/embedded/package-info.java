/**
 * Starts, attaches to and ends the servers that one self-contained product needs: Postgres, Redis, Temporal and a
 * Qdrant-speaking index, all on loopback.
 */
@NullMarked
package lode.standalone.embedded;

import org.jspecify.annotations.NullMarked;
