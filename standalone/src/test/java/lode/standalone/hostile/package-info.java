/** A crawl of a site that does everything to keep a crawler busy. */
@NullMarked
package lode.standalone.hostile;

import org.jspecify.annotations.NullMarked;
