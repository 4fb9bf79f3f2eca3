/** Keys on requests, health, and what the service says of itself. */
@NullMarked
package lode.api.operations;

import org.jspecify.annotations.NullMarked;
