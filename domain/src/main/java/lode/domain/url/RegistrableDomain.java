package lode.domain.url;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import crawlercommons.domains.EffectiveTldFinder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one owner registers: a public suffix and one label more, after the Public Suffix List with its private part
 * (two users of one hosting platform are two owners). An address, a single label and a public suffix are themselves.
 *
 * @param value lower case, in punycode
 */
public record RegistrableDomain(String value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RegistrableDomain {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a registrable domain is not empty");
    }
  }

  @Override
  @JsonValue
  public String value() {
    return value;
  }

  /** The registrable domain of a host as {@link CanonicalUrl#host()} gives it. */
  public static RegistrableDomain of(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.startsWith("[") || name.indexOf('.') < 0 || Ipv4Address.endsInNumber(name)) {
      return new RegistrableDomain(name);
    }
    return new RegistrableDomain(assigned(name));
  }

  /** Whether nobody can own the name itself: {@code com}, {@code co.uk}, a hosting platform's name. */
  public static boolean isPublicSuffix(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    boolean isAddress = name.startsWith("[") || Ipv4Address.endsInNumber(name);
    if (isAddress || name.indexOf('.') < 0) {
      // A single label is a top-level domain, or a machine of a local network that names itself.
      return !isAddress && !name.equals("localhost");
    }
    return EffectiveTldFinder.getAssignedDomain(name, true, false) == null
        && EffectiveTldFinder.getEffectiveTLD(name) != null;
  }

  /** Whether a host is this domain or lies under it. */
  public boolean contains(String host) {
    return host.equals(value) || host.endsWith("." + value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static String assigned(String name) {
    @Nullable String found = EffectiveTldFinder.getAssignedDomain(name, true, false);
    if (found != null) {
      return found;
    }
    // The list's own default rule: of what it does not know, the last label is the suffix.
    boolean listed = EffectiveTldFinder.getEffectiveTLD(name) != null;
    return listed ? name : name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
  }
}
