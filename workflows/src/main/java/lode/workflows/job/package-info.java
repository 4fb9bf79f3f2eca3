/** The life of a job around any workflow, and the start of each kind. */
@NullMarked
package lode.workflows.job;

import org.jspecify.annotations.NullMarked;
