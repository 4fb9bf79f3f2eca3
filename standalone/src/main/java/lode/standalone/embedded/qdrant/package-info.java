/**
 * A server in this process that speaks the part of Qdrant's gRPC that a search index needs, with exact search over
 * vectors in memory.
 */
@NullMarked
package lode.standalone.embedded.qdrant;

import org.jspecify.annotations.NullMarked;
