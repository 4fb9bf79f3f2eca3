package lode.activities.extraction;

import lode.domain.extraction.ModelReply;
import lode.domain.extraction.ModelRequest;
import lode.domain.extraction.ModelUsage;

/** Gets replies of a model and counts what they cost. */
interface Replies {

  /**
   * The reply to a request.
   *
   * @param attempt counts the tries until a reply can be read, from 1: each is another purchase
   */
  ModelReply reply(ModelRequest request, int attempt);

  /** What was bought and found so far. */
  ModelUsage usage();
}
