package lode.standalone.rules.samples.domain.project;

/** Says nothing. */
public final class ProjectManager {}
