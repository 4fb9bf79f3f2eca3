/** Pages over HTTP, with the address guard on every connect. */
@NullMarked
package lode.adapters.http;

import org.jspecify.annotations.NullMarked;
