package lode.domain.extraction;

/** There is no model to ask: neither address nor name of one is configured. */
public final class ModelNotConfigured extends ModelCallFailed {

  private static final long serialVersionUID = 1L;

  public ModelNotConfigured() {
    super("no model is configured: set LODE_LLM_BASE_URL and LODE_LLM_MODEL");
  }

  @Override
  public boolean retriable() {
    return false;
  }
}
