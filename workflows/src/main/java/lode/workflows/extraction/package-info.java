/** The extraction workflow and the activities that it calls. */
@NullMarked
package lode.workflows.extraction;

import org.jspecify.annotations.NullMarked;
