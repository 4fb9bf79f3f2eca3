/** Projects and what they look for: extraction schemas, their versions, templates. */
@NullMarked
package lode.domain.project;

import org.jspecify.annotations.NullMarked;
