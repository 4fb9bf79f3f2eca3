/** The report workflow and the activities that it calls. */
@NullMarked
package lode.workflows.report;

import org.jspecify.annotations.NullMarked;
