package lode.adapters.validation;

/** Data that its schema refuses was about to be stored; nothing was. */
public class DataInvalid extends RuntimeException {

  private static final long serialVersionUID = 1;

  DataInvalid(String message) {
    super(message);
  }
}
