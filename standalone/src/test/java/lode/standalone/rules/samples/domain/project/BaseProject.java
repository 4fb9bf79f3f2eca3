package lode.standalone.rules.samples.domain.project;

/** Named after its place in a tree of types. */
public final class BaseProject {}
