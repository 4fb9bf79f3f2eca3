/** Routes of reports. */
@NullMarked
package lode.api.report;

import org.jspecify.annotations.NullMarked;
