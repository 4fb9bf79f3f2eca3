package lode.standalone.rules.samples.domain.project;

/** Named after a pattern. */
public final class ProjectDto {}
