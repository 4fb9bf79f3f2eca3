package lode.standalone.rules.samples.activities.job;

import java.sql.Connection;

/** An activity that talks to the database itself. */
public final class SqlInActivities {
  public Class<?> used() {
    return Connection.class;
  }
}
