package lode.standalone.rules.samples.worker;

/** A registration that registers nothing. */
public final class Registration {}
