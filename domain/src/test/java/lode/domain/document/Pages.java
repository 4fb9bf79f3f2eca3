package lode.domain.document;

import java.nio.charset.StandardCharsets;

/** Shorthand for conversions in tests. */
final class Pages {

  private Pages() {}

  static Document convert(String html) {
    return HtmlConverter.convert(html.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8");
  }

  /** Main content of a page that consists of this body. */
  static String markdown(String body) {
    return convert("<body><main>" + body + "</main></body>").content();
  }
}
