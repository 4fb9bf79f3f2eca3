package lode.adapters.llm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the data of server-sent events out of bytes, as the HTML standard has it ("Interpreting an
 * event stream"), in pieces of any size. Comments and other fields are passed over.
 */
final class EventStream {

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final List<String> data = new ArrayList<>();
  private boolean afterCarriageReturn;

  /** Takes bytes in; returns the data of the events that they complete. */
  List<String> feed(byte[] bytes) {
    List<String> events = new ArrayList<>();
    for (byte b : bytes) {
      boolean secondHalfOfBreak = afterCarriageReturn && b == '\n';
      afterCarriageReturn = b == '\r';
      if (secondHalfOfBreak) {
        continue;
      }
      if (b == '\n' || b == '\r') {
        endLine(events);
      } else {
        line.write(b);
      }
    }
    return events;
  }

  /** The stream is over; some servers leave out the blank line behind the last event. */
  List<String> end() {
    List<String> events = new ArrayList<>();
    endLine(events);
    endEvent(events);
    return events;
  }

  private void endLine(List<String> events) {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (text.isEmpty()) {
      endEvent(events);
    } else if (text.startsWith("data:")) {
      String value = text.substring("data:".length());
      data.add(value.startsWith(" ") ? value.substring(1) : value);
    }
  }

  private void endEvent(List<String> events) {
    if (!data.isEmpty()) {
      events.add(String.join("\n", data));
      data.clear();
    }
  }
}
