/** The API process: its one configuration and its settings. */
@NullMarked
package lode.api;

import org.jspecify.annotations.NullMarked;
