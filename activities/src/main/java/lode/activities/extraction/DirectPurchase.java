package lode.activities.extraction;

import lode.domain.extraction.LanguageModel;
import lode.domain.extraction.ModelReply;
import lode.domain.extraction.ModelRequest;
import lode.domain.extraction.ModelUsage;

/** Gets each reply from the model; nothing is kept. */
final class DirectPurchase implements Replies {

  private final LanguageModel model;
  private ModelUsage usage = ModelUsage.NONE;

  DirectPurchase(LanguageModel model) {
    this.model = model;
  }

  @Override
  public ModelReply reply(ModelRequest request, int attempt) {
    ModelReply reply = model.complete(request, LanguageModel.Progress.IGNORED);
    usage = usage.plus(new ModelUsage(1, 0, reply.promptTokens(), reply.completionTokens()));
    return reply;
  }

  @Override
  public ModelUsage usage() {
    return usage;
  }
}
