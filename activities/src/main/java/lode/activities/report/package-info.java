/** The steps of a report. */
@NullMarked
package lode.activities.report;

import org.jspecify.annotations.NullMarked;
