/** What all workflows share: task queues, timeouts and the payload converter. */
@NullMarked
package lode.workflows;

import org.jspecify.annotations.NullMarked;
