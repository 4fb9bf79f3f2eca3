package lode.standalone.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import lode.standalone.hostile.RawSite.Answer;
import lode.standalone.hostile.RawSite.Request;

/** Answers, sound and unsound. */
final class Answers {

  private Answers() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Writes exactly this and closes. */
  static Answer raw(String head, byte[] body) {
    return (request, socket, out) -> {
      out.write(head.getBytes(StandardCharsets.ISO_8859_1));
      out.write(body);
    };
  }

  static Answer raw(String all) {
    return raw(all, new byte[0]);
  }

  /** A whole answer; header lines end with CRLF each. */
  static Answer status(String status, String headers, String body) {
    return whole(status, headers, bytes(body));
  }

  static Answer status(String status, String headers) {
    return status(status, headers, "<p>" + status);
  }

  static Answer whole(String status, String headers, byte[] body) {
    String type =
        headers.contains("Content-Type") ? "" : "Content-Type: text/html; charset=utf-8\r\n";
    String head =
        "HTTP/1.1 "
            + status
            + "\r\n"
            + type
            + headers
            + "Connection: close\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    return raw(head, body);
  }

  /** A page that depends on the request. */
  static Answer made(Function<Request, String> page) {
    return (request, socket, out) ->
        whole("200 OK", "", bytes(page.apply(request))).write(request, socket, out);
  }

  static Answer html(String body) {
    return whole("200 OK", "", bytes(body));
  }

  static Answer redirect(String location, String headers) {
    return status("302 Found", "Location: " + location + "\r\n" + headers);
  }

  static Answer redirect(String location) {
    return redirect(location, "");
  }

  /** Writes one part again and again, with a pause in between, until the client leaves. */
  static Answer endless(String head, byte[] part, long pauseMillis) {
    return (request, socket, out) -> {
      out.write(head.getBytes(StandardCharsets.ISO_8859_1));
      while (true) {
        out.write(part);
        out.flush();
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
      }
    };
  }

  /** First this, from the second request on that. */
  static Answer firstThen(Answer first, Answer then) {
    return (request, socket, out) ->
        (request.times() == 1 ? first : then).write(request, socket, out);
  }

  /** A text between a start and an end, many times over, compressed. */
  static byte[] gzip(String start, String part, int times, String end) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes, 1 << 16)) {
      gzip.write(bytes(start));
      byte[] block = bytes(part.repeat(1_000));
      for (int i = 0; i < times; i += 1_000) {
        gzip.write(block);
      }
      gzip.write(bytes(end));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return bytes.toByteArray();
  }
}
