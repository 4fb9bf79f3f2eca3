/** Chromium as the renderer of pages, and the guarded proxy that is its only way out. */
@NullMarked
package lode.adapters.browser;

import org.jspecify.annotations.NullMarked;
