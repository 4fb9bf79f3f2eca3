package lode.domain.url;

import com.ibm.icu.text.IDNA;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The host parser of the WHATWG URL Standard, 3.5: domains, IPv4, IPv6 and opaque hosts. */
final class HostParser {

  private static final String FORBIDDEN_HOST = "\0\t\n\r #/:<>?@[\\]^|";

  private static final IDNA UTS46 =
      IDNA.getUTS46Instance(
          IDNA.CHECK_BIDI
              | IDNA.CHECK_CONTEXTJ
              | IDNA.NONTRANSITIONAL_TO_ASCII
              | IDNA.NONTRANSITIONAL_TO_UNICODE);

  /** The standard has no limit, but Punycode takes quadratic time and DNS ends at 253. */
  private static final int LONGEST_MAPPED = 2_000;

  /** ICU always reports these; the standard runs with CheckHyphens and VerifyDnsLength off. */
  private static final Set<IDNA.Error> TOLERATED =
      EnumSet.of(
          IDNA.Error.EMPTY_LABEL,
          IDNA.Error.LABEL_TOO_LONG,
          IDNA.Error.DOMAIN_NAME_TOO_LONG,
          IDNA.Error.LEADING_HYPHEN,
          IDNA.Error.TRAILING_HYPHEN,
          IDNA.Error.HYPHEN_3_4);

  private HostParser() {}

  /** The serialised host, or null if it is not valid. */
  static @Nullable String parse(String input, boolean opaque) {
    if (input.startsWith("[")) {
      return bracketed(input);
    }
    if (opaque) {
      return input.chars().anyMatch(c -> FORBIDDEN_HOST.indexOf(c) >= 0)
          ? null
          : PercentEncodeSet.C0_CONTROL.encode(input);
    }
    String domain = toAscii(PercentCoding.decode(input));
    if (domain == null
        || domain.isEmpty()
        || domain.chars().anyMatch(HostParser::forbiddenInDomain)) {
      return null;
    }
    return Ipv4Address.endsInNumber(domain) ? Ipv4Address.parse(domain) : domain;
  }

  private static @Nullable String bracketed(String input) {
    if (!input.endsWith("]")) {
      return null;
    }
    int[] pieces = Ipv6Address.parse(input.substring(1, input.length() - 1));
    return pieces == null ? null : "[" + Ipv6Address.serialize(pieces) + "]";
  }

  private static @Nullable String toAscii(String domain) {
    boolean ascii = domain.chars().allMatch(c -> c < 0x80);
    String lower = domain.toLowerCase(Locale.ROOT);
    if (ascii && Arrays.stream(lower.split("\\.")).noneMatch(label -> label.startsWith("xn--"))) {
      return lower;
    }
    if (domain.length() > LONGEST_MAPPED) {
      return null;
    }
    IDNA.Info info = new IDNA.Info();
    StringBuilder out = new StringBuilder();
    UTS46.nameToASCII(domain, out, info);
    return TOLERATED.containsAll(info.getErrors()) ? out.toString() : null;
  }

  private static boolean forbiddenInDomain(int c) {
    return c <= 0x1f || c >= 0x7f || c == '%' || FORBIDDEN_HOST.indexOf(c) >= 0;
  }
}
