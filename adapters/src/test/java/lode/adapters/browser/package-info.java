/** Tests of rendering with a real browser, where there is one. */
@NullMarked
package lode.adapters.browser;

import org.jspecify.annotations.NullMarked;
