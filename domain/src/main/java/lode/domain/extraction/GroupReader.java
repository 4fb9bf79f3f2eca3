package lode.domain.extraction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import lode.domain.document.CharInterval;
import lode.domain.document.DocumentId;
import lode.domain.document.LabelledValue;
import lode.domain.extraction.LabelMatcher.FieldMatch;
import lode.domain.extraction.value.FieldValues;
import lode.domain.extraction.value.ReadingHints;
import lode.domain.project.Field;
import lode.domain.project.FieldGroup;
import lode.domain.project.FieldType;
import org.jspecify.annotations.Nullable;

/** Reads one group from one page: a record of the page's thing, or a list of things. */
final class GroupReader {

  private static final double HEADLINE = 0.85;
  private static final double ROW_NAME = 0.85;
  private static final double UNKNOWN_SUBJECT = 0.85;

  /** So many labelled facts below a heading make a page one about the thing that it heads. */
  private static final int FACTS_OF_ONE_THING = 2;

  /** So many facts make a heading further down the name of a thing. */
  private static final int FACTS_UNDER_ONE_HEADING = 3;

  private final PageFacts page;
  private final DocumentId id;
  private final FieldGroup group;
  private final @Nullable Subject subject;
  private final LabelMatcher matcher;
  private final StructuredReader structured;
  private final LabelledReader labelled;
  private final BlockOwners owners;

  GroupReader(
      PageFacts page,
      DocumentId id,
      FieldGroup group,
      LabelMatcher matcher,
      LabelledReader labelled,
      BlockOwners owners) {
    this.page = page;
    this.id = id;
    this.group = group;
    this.subject = Subject.of(group);
    this.matcher = matcher;
    this.structured = new StructuredReader(page, matcher);
    this.labelled = labelled;
    this.owners = owners;
  }

  List<Item> items() {
    List<Evidence> things = group.entityList() ? things() : List.of(record());
    return things.stream()
        .filter(thing -> !thing.isEmpty())
        .limit(group.entityList() ? group.effectiveMaxItems() : 1)
        .map(thing -> thing.item(group.fields(), page.document(), id))
        .toList();
  }

  private Evidence record() {
    Subject about = subject != null ? subject : page.subject();
    if (about == null) {
      about = Subject.ORGANIZATION;
    }
    Evidence evidence = new Evidence();
    evidence.addAll(structured.read(about, page.main(about)));
    boolean certain = !evidence.isEmpty();
    addOffer(evidence, about);
    if (speaksByMetaTags(about)) {
      evidence.addAll(structured.readMetaTags(about));
    }
    Evidence stated = statedOfPage();
    evidence.addAll(stated);
    if (about != Subject.ORGANIZATION && (certain || stated.size() >= FACTS_OF_ONE_THING)) {
      addHeadline(evidence, about);
    }
    return evidence;
  }

  private boolean speaksByMetaTags(Subject about) {
    if (about != Subject.ARTICLE) {
      return about == Subject.ORGANIZATION || about == Subject.PRODUCT;
    }
    return page.subject() == Subject.ARTICLE
        || page.metaTags().stream()
            .anyMatch(tag -> tag.property().equals("og:type") && tag.value().equals("article"));
  }

  private List<Evidence> things() {
    List<Evidence> things = new ArrayList<>();
    boolean single = addMainThing(things);
    if (!single && subject != null) {
      page.standing(subject).forEach(item -> things.add(structured.read(item)));
    }
    things.addAll(rows());
    if (!single) {
      things.addAll(headedBlocks());
    }
    return merged(things);
  }

  /** The thing that the whole page is about; false where there is none. */
  private boolean addMainThing(List<Evidence> things) {
    if (subject == null) {
      return false;
    }
    List<StructuredItem> main =
        page.main(subject).stream().filter(item -> !item.listed() || isHeadline(item)).toList();
    boolean several = main.isEmpty() && !page.standing(subject).isEmpty();
    boolean aboutOther = page.subject() != null && page.subject() != subject;
    if (several || main.isEmpty() && aboutOther) {
      return false;
    }
    Evidence evidence = new Evidence();
    evidence.addAll(structured.read(subject, main));
    addOffer(evidence, subject);
    Evidence stated = statedOfPage();
    if (evidence.isEmpty() && stated.size() < FACTS_OF_ONE_THING) {
      return false;
    }
    evidence.addAll(stated);
    if (speaksByMetaTags(subject)) {
      evidence.addAll(structured.readMetaTags(subject));
    }
    addHeadline(evidence, subject);
    if (!hasIdentity(evidence)) {
      return false;
    }
    things.add(evidence);
    return true;
  }

  /** What the page shows of its offer, and what its scripts know of its product. */
  private void addOffer(Evidence evidence, Subject about) {
    if (about == Subject.PRODUCT) {
      page.offers().forEach(offer -> evidence.addAll(structured.readOffer(offer)));
      Evidence scripted = structured.readScripted(about, page.scripted(about));
      if (!evidence.isEmpty()) {
        evidence.addAll(scripted);
      }
    }
  }

  private boolean isHeadline(StructuredItem item) {
    return page.headline()
        .filter(
            head ->
                item.name()
                    .filter(n -> Headings.plain(n.value()).equals(Headings.plain(head.words())))
                    .isPresent())
        .isPresent();
  }

  /** Labelled values about the page's own thing. */
  private Evidence statedOfPage() {
    Set<Integer> grids = page.tablesOfThings();
    Evidence evidence = new Evidence();
    for (LabelledValue value : page.document().labelledValues()) {
      if (grids.contains(value.block()) || !usable(value)) {
        continue;
      }
      PageFacts.Relation relation = page.relation(value.subject());
      boolean foreign =
          relation == PageFacts.Relation.OTHER
              || value.subject() != null && page.thingsSideBySide().contains(value.subject());
      if (!foreign) {
        double factor = relation == PageFacts.Relation.SAME ? 1 : UNKNOWN_SUBJECT;
        labelled
            .read(value)
            .ifPresent(found -> evidence.add(found.field(), scaled(found.statement(), factor)));
      }
    }
    return evidence;
  }

  private static Evidence.Statement scaled(Evidence.Statement statement, double factor) {
    return new Evidence.Statement(
        statement.reading(), statement.raw(), statement.confidence() * factor, statement.quote());
  }

  /** Outside the main content stand cookie tables and the like: nothing there is a list of things. */
  private boolean listable(LabelledValue value) {
    return value.place().start() < page.document().contentLength() && usable(value);
  }

  private boolean usable(LabelledValue value) {
    return owners.speaksTo(value.block(), group) && !page.headings().aside(value.place().start());
  }

  /** One thing for each row of a table. */
  private List<Evidence> rows() {
    Map<List<Integer>, List<LabelledValue>> rows = new LinkedHashMap<>();
    for (LabelledValue value : page.document().labelledValues()) {
      if (value.row() >= 0 && listable(value)) {
        rows.computeIfAbsent(List.of(value.block(), value.row()), key -> new ArrayList<>())
            .add(value);
      }
    }
    return rows.values().stream().map(this::named).flatMap(Optional::stream).toList();
  }

  /** One thing for each heading, where several head the same labels or one heads many facts. */
  private List<Evidence> headedBlocks() {
    Map<String, List<LabelledValue>> bySubject = new LinkedHashMap<>();
    for (LabelledValue value : page.document().labelledValues()) {
      boolean headed = value.row() < 0 && value.subject() != null;
      if (headed && listable(value) && isNameOfThing(value.subject())) {
        bySubject.computeIfAbsent(value.subject(), key -> new ArrayList<>()).add(value);
      }
    }
    List<Evidence> things = new ArrayList<>();
    bySubject.forEach(
        (words, values) -> {
          int least = page.thingsSideBySide().contains(words) ? 1 : FACTS_UNDER_ONE_HEADING;
          named(values).filter(thing -> thing.size() > least).ifPresent(things::add);
        });
    return things;
  }

  private static boolean isNameOfThing(@Nullable String words) {
    return words != null && !Headings.isSection(words) && !Headings.isAside(words);
  }

  /** Values side by side with the name of the thing; empty without a name or without a fact. */
  private Optional<Evidence> named(List<LabelledValue> values) {
    Evidence evidence = new Evidence();
    for (LabelledValue value : values) {
      labelled.read(value).ifPresent(found -> evidence.add(found.field(), found.statement()));
    }
    if (evidence.isEmpty()) {
      return Optional.empty();
    }
    boolean nameMissing = nameField().filter(field -> evidence.of(field).isEmpty()).isPresent();
    if (nameMissing) {
      addRowName(evidence, values.get(0));
    }
    Set<String> identity = new LinkedHashSet<>(group.effectiveIdentity());
    boolean tells =
        group.fields().stream()
            .anyMatch(f -> !identity.contains(f.name()) && !evidence.of(f).isEmpty());
    return tells && hasIdentity(evidence) ? Optional.of(evidence) : Optional.empty();
  }

  private void addRowName(Evidence evidence, LabelledValue value) {
    String name = value.subject();
    if (name == null || name.isBlank() || Headings.isSection(name) && value.row() < 0) {
      return;
    }
    CharInterval place = placeOf(name, value);
    if (place != null) {
      nameField().ifPresent(field -> state(evidence, field, name, ROW_NAME, place));
    }
  }

  /** The name in the row itself, else the nearest one above it. */
  private @Nullable CharInterval placeOf(String name, LabelledValue value) {
    String text = page.document().text();
    int at = text.indexOf(name, value.line().start());
    if (at < 0 || at + name.length() > value.line().end()) {
      at = text.lastIndexOf(name, value.line().start());
    }
    return at < 0 ? null : new CharInterval(at, at + name.length());
  }

  /** The identity field that a name fills. */
  private Optional<Field> nameField() {
    List<String> identity = group.effectiveIdentity();
    Subject about = subject == null ? Subject.PRODUCT : subject;
    String property =
        switch (about) {
          case ARTICLE -> "headline";
          case JOB -> "title";
          default -> "name";
        };
    Optional<Field> called =
        SchemaProperties.fields(about, property, matcher).stream()
            .map(FieldMatch::field)
            .filter(field -> identity.contains(field.name()))
            .findFirst();
    return called.or(
        () ->
            identity.stream()
                .flatMap(name -> group.field(name).stream())
                .filter(field -> field.type() == FieldType.TEXT)
                .findFirst());
  }

  /** The page's heading names its thing, unless the page has said another name already. */
  private void addHeadline(Evidence evidence, Subject about) {
    Optional<Field> name =
        group.entityList()
            ? nameField()
            : SchemaProperties.fields(
                    about, about == Subject.ARTICLE ? "headline" : "name", matcher)
                .stream()
                .map(FieldMatch::field)
                .findFirst();
    Optional<PageFacts.Headline> headline = page.headline();
    if (name.isEmpty() || headline.isEmpty() || Headings.isSection(headline.get().words())) {
      return;
    }
    String words = headline.get().words();
    Collection<Evidence.Statement> stated = evidence.of(name.get());
    boolean fits =
        stated.stream().anyMatch(s -> Headings.plain(s.raw()).equals(Headings.plain(words)));
    if (stated.isEmpty() || fits) {
      state(evidence, name.get(), words, HEADLINE, headline.get().place());
    }
  }

  private void state(
      Evidence evidence, Field field, String raw, double confidence, CharInterval place) {
    ReadingHints hints = ReadingHints.ofPage(page.document().language(), page.pageUrl());
    FieldValues.read(raw, field, hints)
        .ifPresent(
            reading ->
                evidence.add(
                    field,
                    new Evidence.Statement(reading, raw, confidence * reading.certainty(), place)));
  }

  private boolean hasIdentity(Evidence evidence) {
    return group.effectiveIdentity().stream()
        .flatMap(name -> group.field(name).stream())
        .anyMatch(field -> !evidence.of(field).isEmpty());
  }

  /** Things that share the value of an identity field are one thing. */
  private List<Evidence> merged(List<Evidence> things) {
    List<Evidence> merged = new ArrayList<>();
    Map<String, Evidence> known = new HashMap<>();
    for (Evidence thing : things) {
      if (!hasIdentity(thing)) {
        continue;
      }
      Set<String> keys = identityKeys(thing);
      Evidence same =
          keys.stream().map(known::get).filter(Objects::nonNull).findFirst().orElse(null);
      if (same == null) {
        merged.add(thing);
      } else {
        same.addAll(thing);
      }
      Evidence owner = same == null ? thing : same;
      keys.forEach(key -> known.putIfAbsent(key, owner));
    }
    return merged;
  }

  private Set<String> identityKeys(Evidence thing) {
    Set<String> keys = new LinkedHashSet<>();
    for (String name : group.effectiveIdentity()) {
      group
          .field(name)
          .ifPresent(
              field ->
                  thing
                      .of(field)
                      .forEach(each -> keys.add(name + "=" + Headings.plain(each.raw()))));
    }
    return keys;
  }
}
