package lode.domain.boilerplate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lode.domain.boilerplate.Boilerplates.Decision;
import lode.domain.boilerplate.Boilerplates.Keeper;
import lode.domain.boilerplate.HostBoilerplate.Example;
import lode.domain.document.Document;
import lode.domain.document.DocumentId;
import lode.domain.document.Documents;
import lode.domain.job.JobId;
import lode.domain.project.ProjectId;

/** Decides what is boilerplate on a host, from the pages of it that were read so far. */
public final class BoilerplateSurvey {

  private final Boilerplates boilerplates;
  private final Documents documents;
  private final BoilerplateRule rule;

  /** Works on these ports by this rule. */
  public BoilerplateSurvey(Boilerplates boilerplates, Documents documents, BoilerplateRule rule) {
    this.boilerplates = boilerplates;
    this.documents = documents;
    this.rule = rule;
  }

  /** Decides for an extraction; repeating it changes nothing. */
  public void decide(JobId jobId, ProjectId projectId, String host) {
    boolean kept = false;
    while (!kept) {
      kept = boilerplates.decide(jobId, projectId, host, decision(projectId, host));
    }
  }

  private Decision decision(ProjectId projectId, String host) {
    BoilerplateSet before = boilerplates.newest(projectId, host);
    BlockCounts counts = boilerplates.counts(projectId, host, rule);
    List<BlockCounts.Count> chosen = BoilerplateChoice.choose(rule, counts, before);
    List<RepeatedBlock.Key> keys = chosen.stream().map(BlockCounts.Count::key).toList();
    Map<RepeatedBlock.Key, Keeper> keepers = boilerplates.keepers(projectId, host, keys, before);
    List<RepeatedBlock> blocks = new ArrayList<>();
    for (BlockCounts.Count count : chosen) {
      Keeper keeper = keepers.get(count.key());
      if (keeper != null) {
        RepeatedBlock.Key key = count.key();
        blocks.add(new RepeatedBlock(key.print(), key.section(), count.pages(), keeper.sourceId()));
      }
    }
    BoilerplateSet next = new BoilerplateSet(before.version(), rule.minCharacters(), blocks);
    boolean news =
        !next.leavesOutTheSameAs(before) && !(blocks.isEmpty() && before.blocks().isEmpty());
    return new Decision(
        before.version(),
        news ? new BoilerplateSet(before.version() + 1, rule.minCharacters(), blocks) : next,
        news ? before.releasedBy(next) : List.of(),
        counts.pages(),
        counts.blocks(),
        examples(blocks, keepers));
  }

  /** The blocks that would cost most: characters times pages. Their text is read where they stay. */
  private List<Example> examples(
      List<RepeatedBlock> blocks, Map<RepeatedBlock.Key, Keeper> keepers) {
    Map<DocumentId, Map<Long, String>> texts = new HashMap<>();
    List<Example> examples = new ArrayList<>();
    for (RepeatedBlock block : blocks) {
      Keeper keeper = keepers.get(block.key());
      if (texts.size() < HostBoilerplate.EXAMPLES || texts.containsKey(keeper.documentId())) {
        String text =
            texts.computeIfAbsent(keeper.documentId(), this::texts).getOrDefault(block.print(), "");
        examples.add(
            new Example(
                beginning(text), text.length(), block.pages(), block.section(), keeper.url()));
      }
    }
    examples.sort((a, b) -> Long.compare(cost(b), cost(a)));
    return List.copyOf(examples.subList(0, Math.min(HostBoilerplate.EXAMPLES, examples.size())));
  }

  private static long cost(Example example) {
    return (long) example.characters() * example.pages();
  }

  private static String beginning(String text) {
    int end = Math.min(HostBoilerplate.LONGEST_EXAMPLE, text.length());
    boolean splitsPair =
        end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, splitsPair ? end - 1 : end);
  }

  private Map<Long, String> texts(DocumentId id) {
    Map<Long, String> texts = new HashMap<>();
    documents.find(id).ifPresent(document -> collect(document, texts));
    return texts;
  }

  private static void collect(Document document, Map<Long, String> texts) {
    for (PageBlock block : PageBlocks.of(document)) {
      texts.putIfAbsent(block.print(), block.interval().of(document.text()).strip());
    }
  }
}
