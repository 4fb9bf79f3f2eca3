/** What all workers share and may lose: host slots and robots files, in Redis. */
@NullMarked
package lode.adapters.redis;

import org.jspecify.annotations.NullMarked;
