package lode.standalone.rules.samples.domain.util;

/** In a drawer. */
public final class Trimming {}
