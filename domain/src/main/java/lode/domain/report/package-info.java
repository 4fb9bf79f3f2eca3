/** Reports as one stored model and its renderings. */
@NullMarked
package lode.domain.report;

import org.jspecify.annotations.NullMarked;
