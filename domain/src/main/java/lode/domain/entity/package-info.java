/** Consolidated records: the election of one value over many sources. */
@NullMarked
package lode.domain.entity;

import org.jspecify.annotations.NullMarked;
