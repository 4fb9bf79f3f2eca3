/** The steps around every job. */
@NullMarked
package lode.activities.job;

import org.jspecify.annotations.NullMarked;
