package lode.standalone.rules.samples.domain.project;

/** Named after the language. */
public final class AbstractProject {}
