/** Routes of consolidated records. */
@NullMarked
package lode.api.entity;

import org.jspecify.annotations.NullMarked;
