package lode.api.document;

import io.swagger.v3.oas.annotations.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import lode.api.http.Paging;
import lode.api.http.Problem;
import lode.api.http.Refused;
import lode.domain.boilerplate.Boilerplates;
import lode.domain.boilerplate.KeptText;
import lode.domain.boilerplate.LeftOut;
import lode.domain.document.CharInterval;
import lode.domain.document.Document;
import lode.domain.document.DocumentId;
import lode.domain.document.FileType;
import lode.domain.document.QuotePlaces;
import lode.domain.document.Source;
import lode.domain.document.SourceId;
import lode.domain.document.SourceQuery;
import lode.domain.document.SourceStatus;
import lode.domain.document.SourceSummary;
import lode.domain.document.Sources;
import lode.domain.document.Sources.RawBody;
import lode.domain.job.Page;
import lode.domain.project.Project;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The sources of a project and what they say. */
@RestController
@RequestMapping("/api/v1/projects/{projectId}/sources")
class SourceRoutes {

  private final Sources sources;
  private final Boilerplates boilerplates;

  SourceRoutes(Sources sources, Boilerplates boilerplates) {
    this.sources = sources;
    this.boilerplates = boilerplates;
  }

  @GetMapping
  Page<Source> list(
      @PathVariable("projectId") Project project,
      @RequestParam(required = false) @Nullable String sourceGroup,
      @RequestParam(required = false) @Nullable SourceStatus status,
      @RequestParam(required = false) @Nullable String host,
      @Parameter(
              description =
                  "also sources that are linked to another one that says the same; their sameAs names it")
          @RequestParam(defaultValue = "false")
          boolean duplicates,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    SourceQuery query = new SourceQuery(project.id(), sourceGroup, status, host, null, duplicates);
    return sources.list(query, Paging.of(limit, cursor));
  }

  @GetMapping("/summary")
  SourceSummary summary(@PathVariable("projectId") Project project) {
    return sources.summary(project.id());
  }

  @GetMapping("/{sourceId}")
  Source get(
      @PathVariable("projectId") Project project, @PathVariable("sourceId") SourceId sourceId) {
    return sources
        .find(project.id(), sourceId)
        .orElseThrow(() -> Refused.notFound("source", sourceId));
  }

  @GetMapping("/{sourceId}/content")
  ResponseEntity<byte[]> content(
      @PathVariable("projectId") Project project,
      @PathVariable("sourceId") SourceId sourceId,
      @Parameter(
              description =
                  "markdown: the main content; document: the whole text that charStart and charEnd"
                      + " count in (UTF-16 code units), the main content and what stands in the page's"
                      + " structured data; html or file: the page or file as the site sent it")
          @RequestParam(defaultValue = "markdown")
          String format,
      @Parameter(
              description =
                  "an older document of the source, as an extraction names it; the one that was read"
                      + " last when left out")
          @RequestParam(required = false)
          @Nullable DocumentId documentId,
      @Parameter(
              description =
                  "exclude: markdown without what the host repeats on other pages, as it was read"
                      + " last; include: all of it")
          @RequestParam(defaultValue = "include")
          String boilerplate) {
    Source source = get(project, sourceId);
    boolean excluded = excludesBoilerplate(boilerplate, format);
    return switch (format) {
      case "markdown" ->
          text(
              "text/markdown",
              document(project, source, documentId),
              excluded ? read(source, documentId) : Document::content);
      case "document" -> text("text/plain", document(project, source, documentId), Document::text);
      case "html", "file" -> file(project, source);
      default -> throw Refused.invalid("?format", "must be one of markdown, document, html, file");
    };
  }

  @GetMapping("/{sourceId}/places")
  QuotePlaces places(
      @PathVariable("projectId") Project project,
      @PathVariable("sourceId") SourceId sourceId,
      @Parameter(description = "first character of the part, as in evidence: UTF-16 code units")
          @RequestParam
          int charStart,
      @Parameter(description = "one past its last character") @RequestParam int charEnd,
      @Parameter(
              description =
                  "the document that they count in, as evidence names it; the one that was read last"
                      + " when left out")
          @RequestParam(required = false)
          @Nullable DocumentId documentId) {
    Source source = get(project, sourceId);
    Document document = document(project, source, documentId);
    RawBody body =
        Optional.ofNullable(documentId == null ? source.documentId() : documentId)
            .flatMap(id -> sources.body(project.id(), id))
            .orElseThrow(() -> missing("The body of the document is not stored any more."));
    if (charStart < 0 || charEnd <= charStart || charEnd > document.text().length()) {
      throw Refused.invalid(
          charStart < 0 || charStart >= document.text().length() ? "?charStart" : "?charEnd",
          "must be a part of the document's " + document.text().length() + " characters");
    }
    return QuotePlaces.find(source.url(), document, body, new CharInterval(charStart, charEnd));
  }

  private static boolean excludesBoilerplate(String boilerplate, String format) {
    boolean excludes = boilerplate.equals("exclude");
    if (!excludes && !boilerplate.equals("include")) {
      throw Refused.invalid("?boilerplate", "must be one of include, exclude");
    }
    if (excludes && !format.equals("markdown")) {
      throw Refused.invalid("?boilerplate", "can be exclude for format=markdown only");
    }
    return excludes;
  }

  private Function<Document, String> read(Source source, @Nullable DocumentId documentId) {
    DocumentId shown = documentId == null ? source.documentId() : documentId;
    LeftOut leftOut = shown == null ? LeftOut.NOTHING : boilerplates.leftOut(source.id(), shown);
    return document -> KeptText.of(document, leftOut).text();
  }

  private Document document(Project project, Source source, @Nullable DocumentId documentId) {
    if (documentId == null) {
      return sources
          .document(project.id(), source.id())
          .orElseThrow(() -> missing(withoutDocument(source)));
    }
    return sources
        .document(project.id(), documentId)
        .orElseThrow(() -> Refused.notFound("document", documentId));
  }

  private static String withoutDocument(Source source) {
    return source.sameAs() == null
        ? "The source was not extracted yet and has no document."
        : "The source has the same content as "
            + source.sameAs().url()
            + ", which is read in its place: ask for the content of source "
            + source.sameAs().sourceId()
            + ".";
  }

  private static ResponseEntity<byte[]> text(
      String mediaType, Document document, Function<Document, String> part) {
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, mediaType + ";charset=UTF-8")
        .body(part.apply(document).getBytes(StandardCharsets.UTF_8));
  }

  /** As the site sent it. A browser must not run it as ours: it is a download and a sandbox. */
  private ResponseEntity<byte[]> file(Project project, Source source) {
    RawBody body =
        sources
            .body(project.id(), source.id())
            .orElseThrow(() -> missing("The source has no stored body."));
    return ResponseEntity.ok()
        .header(
            HttpHeaders.CONTENT_TYPE,
            body.contentType() == null ? "application/octet-stream" : body.contentType())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + source.id() + "." + extension(body) + "\"")
        .header("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'")
        .body(body.bytes());
  }

  private static String extension(RawBody body) {
    return FileType.of(body.contentType(), body.bytes()).map(FileType::extension).orElse("html");
  }

  private static Refused missing(String detail) {
    return new Refused(Problem.of(HttpStatus.NOT_FOUND, "content-missing", detail));
  }
}
