package lode.api.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import lode.domain.operations.Role;

/** The role that a route needs; without it GET needs {@link Role#READ}, all else {@link Role#RUN}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {

  /** The smallest role that may call the route. */
  Role value();
}
