/** Routes of jobs, and how a request becomes one. */
@NullMarked
package lode.api.job;

import org.jspecify.annotations.NullMarked;
