/** Routes of templates, projects and their schemas. */
@NullMarked
package lode.api.project;

import org.jspecify.annotations.NullMarked;
