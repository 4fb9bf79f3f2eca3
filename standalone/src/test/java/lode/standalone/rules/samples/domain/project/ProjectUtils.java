package lode.standalone.rules.samples.domain.project;

/** A drawer. */
public final class ProjectUtils {}
