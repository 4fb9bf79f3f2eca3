package lode.domain.document;

/** An amount with what is known of it. */
final class OfferPrice {
  final String text;
  final String number;
  final int position;
  final String signature;
  boolean sign;
  boolean named;
  boolean now;
  boolean old;
  boolean struck;
  boolean part;
  boolean aside;
  boolean hidden;
  boolean link;
  boolean absorbed;

  OfferPrice(String text, String number, int position, String signature) {
    this.text = text;
    this.number = number;
    this.position = position;
    this.signature = signature;
  }
}
