package lode.domain.document;

/**
 * A part of a document's main content that is sent to a model or embedded.
 *
 * @param ordinal 0-based number in reading order
 * @param headingPath headings that {@code newPart} begins under, outermost first, joined with " > ";
 *     empty before the first heading
 * @param interval what is sent: overlap with the chunk before, then the new part
 * @param newPart what no earlier chunk held; the new parts of all chunks joined are the content
 */
public record Chunk(int ordinal, String headingPath, CharInterval interval, CharInterval newPart) {}
