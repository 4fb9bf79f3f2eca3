/** What activities of all features share: heartbeats and which failures retry. */
@NullMarked
package lode.activities;

import org.jspecify.annotations.NullMarked;
