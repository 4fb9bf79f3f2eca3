package lode.api.http;

import jakarta.servlet.http.HttpServletRequest;
import lode.domain.operations.ApiKey;
import lode.domain.operations.Role;
import lode.domain.project.ProjectId;

/** Whose request this is: the key that it came with. */
public final class Caller {

  private static final String ATTRIBUTE = Caller.class.getName();

  private final ApiKey key;

  private Caller(ApiKey key) {
    this.key = key;
  }

  /** Notes whose request it is. */
  static void set(HttpServletRequest request, ApiKey key) {
    request.setAttribute(ATTRIBUTE, new Caller(key));
  }

  /** Whose request it is; a route without a key has no caller. */
  public static Caller of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Caller caller) {
      return caller;
    }
    throw Refused.forbidden("This needs an API key.");
  }

  /** The key. */
  public ApiKey key() {
    return key;
  }

  /** Refuses callers with a smaller role. */
  public void require(Role role, String what) {
    if (!key.role().includes(role)) {
      throw Refused.forbidden(
          what + " needs a key of role " + role.label() + "; this one is " + key.role().label());
    }
  }

  /** Refuses callers whose key is for other projects. */
  public void requireReach(ProjectId project) {
    if (!key.reaches(project)) {
      throw Refused.forbidden("This key is for other projects.");
    }
  }
}
