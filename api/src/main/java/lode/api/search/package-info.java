/** The route that searches. */
@NullMarked
package lode.api.search;

import org.jspecify.annotations.NullMarked;
