/** The truth: everything that Lode keeps, in Postgres. */
@NullMarked
package lode.adapters.postgres;

import org.jspecify.annotations.NullMarked;
