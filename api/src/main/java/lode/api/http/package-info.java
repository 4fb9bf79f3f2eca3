/** What all routes share: keys on requests, problems, paging, headers. */
@NullMarked
package lode.api.http;

import org.jspecify.annotations.NullMarked;
