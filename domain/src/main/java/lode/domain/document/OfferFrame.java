package lode.domain.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lode.domain.document.OfferWords.Hint;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** An element while its content is read, with what is known of it and of those around it. */
final class OfferFrame {

  /** What can be pressed. */
  static final Set<String> PRESSED = Set.of("button", "a", "input");

  final @Nullable OfferFrame parent;
  final Element element;
  final Set<Hint> hints;
  final int start;
  final StringBuilder text = new StringBuilder();
  final List<OfferPrice> prices = new ArrayList<>();
  boolean over;
  boolean digits;

  /** Says something that no element inside has said alone. */
  boolean fresh;

  int parts;
  boolean aside;
  boolean hidden;
  boolean link;

  /** Stands in a list to choose from, of which a visitor sees one line. */
  boolean choices;

  OfferFrame(@Nullable OfferFrame parent, Element element, Set<Hint> hints, int start) {
    this.parent = parent;
    this.element = element;
    this.hints = hints;
    this.start = start;
    this.fresh = !hints.isEmpty() || PRESSED.contains(element.normalName());
    this.aside = parent != null && parent.aside || hints.contains(Hint.ASIDE);
    this.hidden = parent != null && parent.hidden || hints.contains(Hint.POPUP);
    this.link = parent != null && parent.link;
    this.choices = parent != null && parent.choices || element.nameIs("select");
  }
}
