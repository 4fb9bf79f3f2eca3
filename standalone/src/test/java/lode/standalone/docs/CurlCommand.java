package lode.standalone.docs;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A request as a guide writes it: {@code curl} with {@code -s -X -H -d} and one URL. */
record CurlCommand(String method, String url, Map<String, String> headers, String body) {

  /** Reads the words as a shell would, with these variables. */
  static CurlCommand parse(String command, Map<String, String> variables) {
    String method = "GET";
    String url = "";
    String body = "";
    Map<String, String> headers = new java.util.LinkedHashMap<>();
    List<String> words = words(command, variables);
    for (int i = 1; i < words.size(); i++) {
      switch (words.get(i)) {
        case "-s" -> {}
        case "-X" -> method = words.get(++i);
        case "-H" -> {
          String[] header = words.get(++i).split(": ", 2);
          headers.put(header[0], header[1]);
        }
        case "-d" -> {
          body = words.get(++i);
          method = method.equals("GET") ? "POST" : method;
        }
        default -> url = words.get(i);
      }
    }
    return new CurlCommand(method, url, headers, body);
  }

  private static List<String> words(String command, Map<String, String> variables) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = ' ';
    for (char c : command.replace("\\\n", " ").strip().toCharArray()) {
      if (quote == ' ' && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == quote && quote != ' ') {
        quote = ' ';
      } else if (quote == ' ' && Character.isWhitespace(c)) {
        words.add(word.toString());
        word.setLength(0);
      } else {
        // A dollar sign between single quotes is itself; the guides have none there.
        word.append(c);
      }
    }
    words.add(word.toString());
    return words.stream().filter(one -> !one.isEmpty()).map(one -> filled(one, variables)).toList();
  }

  private static String filled(String word, Map<String, String> variables) {
    String filled = word;
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      filled = filled.replace("$" + variable.getKey(), variable.getValue());
    }
    return filled;
  }

  HttpRequest request() {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    headers.forEach(request::header);
    return request
        .method(
            method,
            body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body))
        .build();
  }
}
