/** The route that starts pipelines. */
@NullMarked
package lode.api.pipeline;

import org.jspecify.annotations.NullMarked;
