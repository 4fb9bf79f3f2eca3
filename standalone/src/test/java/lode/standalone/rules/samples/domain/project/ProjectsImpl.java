package lode.standalone.rules.samples.domain.project;

/** Named after an interface. */
public final class ProjectsImpl {}
