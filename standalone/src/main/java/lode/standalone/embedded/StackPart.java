package lode.standalone.embedded;

/**
 * One server that the product talks to, for health and {@code doctor}.
 *
 * @param name {@code postgres}, {@code redis}, {@code temporal} or {@code qdrant}
 * @param embedded whether the stack runs it, else it is a configured one
 * @param address where it is, without credentials
 * @param description one sentence for people
 */
public record StackPart(String name, boolean embedded, String address, String description) {}
