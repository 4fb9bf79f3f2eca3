package lode.domain.url;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The basic URL parser of the WHATWG URL Standard, 4.4, without state override: one method per parser state,
 * under the names of the standard. A pointer one past the last code point reads as {@link #EOF}.
 */
final class UrlParser {

  static final Map<String, Integer> DEFAULT_PORTS =
      Map.of("ftp", 21, "file", -1, "http", 80, "https", 443, "ws", 80, "wss", 443);

  private static final int EOF = -1;

  private enum State {
    SCHEME_START,
    SCHEME,
    NO_SCHEME,
    SPECIAL_RELATIVE_OR_AUTHORITY,
    PATH_OR_AUTHORITY,
    RELATIVE,
    RELATIVE_SLASH,
    SPECIAL_AUTHORITY_SLASHES,
    SPECIAL_AUTHORITY_IGNORE_SLASHES,
    AUTHORITY,
    HOST,
    PORT,
    FILE,
    FILE_SLASH,
    FILE_HOST,
    PATH_START,
    PATH,
    OPAQUE_PATH,
    QUERY,
    FRAGMENT
  }

  String scheme = "";
  final StringBuilder username = new StringBuilder();
  final StringBuilder password = new StringBuilder();
  @Nullable String host;
  int port = -1;
  List<String> path = new ArrayList<>();
  @Nullable StringBuilder opaquePath;
  @Nullable StringBuilder query;
  @Nullable StringBuilder fragment;

  private final String text;
  private final int[] input;
  private final @Nullable WebUrl base;
  private State state = State.SCHEME_START;
  private int pointer;
  private StringBuilder buffer = new StringBuilder();
  private boolean atSignSeen;
  private boolean insideBrackets;
  private boolean passwordTokenSeen;

  private UrlParser(String text, @Nullable WebUrl base) {
    this.text = text;
    this.base = base;
    this.input = cleaned(text);
  }

  static WebUrl parse(String text, @Nullable WebUrl base) {
    UrlParser parser = new UrlParser(text, base);
    parser.run();
    return new WebUrl(parser);
  }

  static boolean isSpecial(String scheme) {
    return DEFAULT_PORTS.containsKey(scheme);
  }

  /** Without C0 controls and spaces at both ends, without tabs and newlines, lone surrogates replaced. */
  private static int[] cleaned(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && text.charAt(start) <= ' ') {
      start++;
    }
    while (end > start && text.charAt(end - 1) <= ' ') {
      end--;
    }
    int[] out = new int[end - start];
    int length = 0;
    for (int i = start; i < end; i++) {
      int c = text.codePointAt(i);
      if (Character.isSupplementaryCodePoint(c)) {
        i++;
      }
      if (c != '\t' && c != '\n' && c != '\r') {
        out[length++] = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c;
      }
    }
    return Arrays.copyOf(out, length);
  }

  private void run() {
    while (true) {
      step(at(pointer));
      if (pointer >= input.length) {
        return;
      }
      pointer++;
    }
  }

  private void step(int c) {
    switch (state) {
      case SCHEME_START -> schemeStart(c);
      case SCHEME -> scheme(c);
      case NO_SCHEME -> noScheme(c);
      case SPECIAL_RELATIVE_OR_AUTHORITY -> specialRelativeOrAuthority(c);
      case PATH_OR_AUTHORITY -> pathOrAuthority(c);
      case RELATIVE -> relative(c);
      case RELATIVE_SLASH -> relativeSlash(c);
      case SPECIAL_AUTHORITY_SLASHES -> specialAuthoritySlashes(c);
      case SPECIAL_AUTHORITY_IGNORE_SLASHES -> specialAuthorityIgnoreSlashes(c);
      case AUTHORITY -> authority(c);
      case HOST -> host(c);
      case PORT -> port(c);
      case FILE -> file(c);
      case FILE_SLASH -> fileSlash(c);
      case FILE_HOST -> fileHost(c);
      case PATH_START -> pathStart(c);
      case PATH -> path(c);
      case OPAQUE_PATH -> opaquePath(c);
      case QUERY -> query(c);
      case FRAGMENT -> fragment(c);
    }
  }

  private void schemeStart(int c) {
    if (isAlpha(c)) {
      buffer.append((char) Character.toLowerCase(c));
      state = State.SCHEME;
    } else {
      again(State.NO_SCHEME);
    }
  }

  private void scheme(int c) {
    if (isAlpha(c) || isDigit(c) || c == '+' || c == '-' || c == '.') {
      buffer.append((char) Character.toLowerCase(c));
    } else if (c == ':') {
      scheme = buffer.toString();
      clearBuffer();
      afterScheme();
    } else {
      clearBuffer();
      pointer = -1;
      state = State.NO_SCHEME;
    }
  }

  private void afterScheme() {
    if (scheme.equals("file")) {
      state = State.FILE;
    } else if (special()) {
      boolean sameAsBase = base != null && base.scheme().equals(scheme);
      state = sameAsBase ? State.SPECIAL_RELATIVE_OR_AUTHORITY : State.SPECIAL_AUTHORITY_SLASHES;
    } else if (at(pointer + 1) == '/') {
      state = State.PATH_OR_AUTHORITY;
      pointer++;
    } else {
      opaquePath = new StringBuilder();
      state = State.OPAQUE_PATH;
    }
  }

  private void noScheme(int c) {
    if (base == null) {
      throw failure("it has no scheme and there is no base to resolve it against");
    }
    if (base.hasOpaquePath()) {
      if (c != '#') {
        throw failure("its base cannot be resolved against");
      }
      scheme = base.scheme();
      opaquePath = new StringBuilder(base.path());
      copyQuery(base);
      startFragment();
    } else {
      again(base.scheme().equals("file") ? State.FILE : State.RELATIVE);
    }
  }

  private void specialRelativeOrAuthority(int c) {
    if (c == '/' && at(pointer + 1) == '/') {
      state = State.SPECIAL_AUTHORITY_IGNORE_SLASHES;
      pointer++;
    } else {
      again(State.RELATIVE);
    }
  }

  private void pathOrAuthority(int c) {
    if (c == '/') {
      state = State.AUTHORITY;
    } else {
      again(State.PATH);
    }
  }

  private void relative(int c) {
    WebUrl from = requiredBase();
    scheme = from.scheme();
    if (c == '/' || (special() && c == '\\')) {
      state = State.RELATIVE_SLASH;
      return;
    }
    copyAuthority(from);
    path = new ArrayList<>(from.segments());
    copyQuery(from);
    if (c == '?') {
      startQuery();
    } else if (c == '#') {
      startFragment();
    } else if (c != EOF) {
      query = null;
      shortenPath();
      again(State.PATH);
    }
  }

  private void relativeSlash(int c) {
    if (special() && (c == '/' || c == '\\')) {
      state = State.SPECIAL_AUTHORITY_IGNORE_SLASHES;
    } else if (c == '/') {
      state = State.AUTHORITY;
    } else {
      copyAuthority(requiredBase());
      again(State.PATH);
    }
  }

  private void specialAuthoritySlashes(int c) {
    if (c == '/' && at(pointer + 1) == '/') {
      state = State.SPECIAL_AUTHORITY_IGNORE_SLASHES;
      pointer++;
    } else {
      again(State.SPECIAL_AUTHORITY_IGNORE_SLASHES);
    }
  }

  private void specialAuthorityIgnoreSlashes(int c) {
    if (c != '/' && c != '\\') {
      again(State.AUTHORITY);
    }
  }

  private void authority(int c) {
    if (c == '@') {
      if (atSignSeen) {
        buffer.insert(0, "%40");
      }
      atSignSeen = true;
      buffer.codePoints().forEach(this::credential);
      clearBuffer();
    } else if (endsAuthority(c)) {
      if (atSignSeen && buffer.length() == 0) {
        throw failure("it has credentials but no host");
      }
      pointer -= buffer.codePointCount(0, buffer.length()) + 1;
      clearBuffer();
      state = State.HOST;
    } else {
      buffer.appendCodePoint(c);
    }
  }

  private void credential(int c) {
    if (c == ':' && !passwordTokenSeen) {
      passwordTokenSeen = true;
    } else {
      PercentEncodeSet.USERINFO.encode(c, passwordTokenSeen ? password : username);
    }
  }

  private void host(int c) {
    if (c == ':' && !insideBrackets) {
      if (buffer.length() == 0) {
        throw failure("it has a port but no host");
      }
      finishHost();
      state = State.PORT;
    } else if (endsAuthority(c)) {
      if (special() && buffer.length() == 0) {
        throw failure("it has no host");
      }
      finishHost();
      again(State.PATH_START);
    } else {
      if (c == '[') {
        insideBrackets = true;
      } else if (c == ']') {
        insideBrackets = false;
      }
      buffer.appendCodePoint(c);
    }
  }

  private void finishHost() {
    host = parsedHost();
    clearBuffer();
  }

  private String parsedHost() {
    String parsed = HostParser.parse(buffer.toString(), !special());
    if (parsed == null) {
      throw failure("\"" + buffer + "\" is not a host");
    }
    return parsed;
  }

  private void port(int c) {
    if (isDigit(c)) {
      buffer.append((char) c);
    } else if (endsAuthority(c)) {
      if (buffer.length() > 0) {
        int number = portNumber();
        port = DEFAULT_PORTS.getOrDefault(scheme, -1) == number ? -1 : number;
        clearBuffer();
      }
      again(State.PATH_START);
    } else {
      throw failure("its port is not a number");
    }
  }

  private int portNumber() {
    int number = 0;
    for (int i = 0; i < buffer.length(); i++) {
      number = number * 10 + buffer.charAt(i) - '0';
      if (number > 65_535) {
        throw failure("its port is above 65535");
      }
    }
    return number;
  }

  private void file(int c) {
    scheme = "file";
    host = "";
    if (c == '/' || c == '\\') {
      state = State.FILE_SLASH;
    } else if (base != null && base.scheme().equals("file")) {
      host = base.hostOrNull();
      path = new ArrayList<>(base.segments());
      copyQuery(base);
      relativeFile(c);
    } else {
      again(State.PATH);
    }
  }

  private void relativeFile(int c) {
    if (c == '?') {
      startQuery();
    } else if (c == '#') {
      startFragment();
    } else if (c != EOF) {
      query = null;
      if (startsWithDriveLetter()) {
        path = new ArrayList<>();
      } else {
        shortenPath();
      }
      again(State.PATH);
    }
  }

  private void fileSlash(int c) {
    if (c == '/' || c == '\\') {
      state = State.FILE_HOST;
      return;
    }
    if (base != null && base.scheme().equals("file")) {
      host = base.hostOrNull();
      List<String> from = base.segments();
      if (!startsWithDriveLetter() && !from.isEmpty() && isNormalizedDriveLetter(from.get(0))) {
        path.add(from.get(0));
      }
    }
    again(State.PATH);
  }

  private void fileHost(int c) {
    if (c != EOF && c != '/' && c != '\\' && c != '?' && c != '#') {
      buffer.appendCodePoint(c);
      return;
    }
    if (isDriveLetter(buffer)) {
      again(State.PATH);
    } else if (buffer.length() == 0) {
      host = "";
      again(State.PATH_START);
    } else {
      String parsed = parsedHost();
      host = parsed.equals("localhost") ? "" : parsed;
      clearBuffer();
      again(State.PATH_START);
    }
  }

  private void pathStart(int c) {
    if (special()) {
      state = State.PATH;
      if (c != '/' && c != '\\') {
        pointer--;
      }
    } else if (c == '?') {
      startQuery();
    } else if (c == '#') {
      startFragment();
    } else if (c != EOF) {
      state = State.PATH;
      if (c != '/') {
        pointer--;
      }
    }
  }

  private void path(int c) {
    boolean slash = c == '/' || (special() && c == '\\');
    if (c != EOF && !slash && c != '?' && c != '#') {
      PercentEncodeSet.PATH.encode(c, buffer);
      return;
    }
    finishSegment(slash);
    if (c == '?') {
      startQuery();
    } else if (c == '#') {
      startFragment();
    }
  }

  private void finishSegment(boolean slash) {
    String segment = buffer.toString();
    clearBuffer();
    // Longer ones cannot be dots: "%2e%2e" is the longest spelling.
    String dots = segment.length() > 6 ? "" : segment.toLowerCase(Locale.ROOT).replace("%2e", ".");
    if (dots.equals("..")) {
      shortenPath();
    }
    if (dots.equals(".") || dots.equals("..")) {
      if (!slash) {
        path.add("");
      }
      return;
    }
    boolean drive = scheme.equals("file") && path.isEmpty() && isDriveLetter(segment);
    path.add(drive ? segment.charAt(0) + ":" : segment);
  }

  private void opaquePath(int c) {
    StringBuilder target = opaquePath == null ? new StringBuilder() : opaquePath;
    if (c == '?') {
      startQuery();
    } else if (c == '#') {
      startFragment();
    } else if (c == ' ') {
      int next = at(pointer + 1);
      target.append(next == '?' || next == '#' ? "%20" : " ");
    } else if (c != EOF) {
      PercentEncodeSet.C0_CONTROL.encode(c, target);
    }
    opaquePath = target;
  }

  private void query(int c) {
    if (c == '#') {
      startFragment();
    } else if (c != EOF && query != null) {
      (special() ? PercentEncodeSet.SPECIAL_QUERY : PercentEncodeSet.QUERY).encode(c, query);
    }
  }

  private void fragment(int c) {
    if (c != EOF && fragment != null) {
      PercentEncodeSet.FRAGMENT.encode(c, fragment);
    }
  }

  private void startQuery() {
    query = new StringBuilder();
    state = State.QUERY;
  }

  private void startFragment() {
    fragment = new StringBuilder();
    state = State.FRAGMENT;
  }

  private void copyAuthority(WebUrl from) {
    username.append(from.username());
    password.append(from.password());
    host = from.hostOrNull();
    port = from.port().orElse(-1);
  }

  private void copyQuery(WebUrl from) {
    query = from.query().map(StringBuilder::new).orElse(null);
  }

  private void shortenPath() {
    if (scheme.equals("file") && path.size() == 1 && isNormalizedDriveLetter(path.get(0))) {
      return;
    }
    if (!path.isEmpty()) {
      path.remove(path.size() - 1);
    }
  }

  private WebUrl requiredBase() {
    if (base == null) {
      throw failure("there is no base to resolve it against");
    }
    return base;
  }

  /** Goes to another state for the same code point. */
  private void again(State next) {
    state = next;
    pointer--;
  }

  private void clearBuffer() {
    buffer = new StringBuilder();
  }

  private boolean special() {
    return isSpecial(scheme);
  }

  private boolean endsAuthority(int c) {
    return c == EOF || c == '/' || c == '?' || c == '#' || (special() && c == '\\');
  }

  private boolean startsWithDriveLetter() {
    int next = at(pointer + 2);
    return isAlpha(at(pointer))
        && (at(pointer + 1) == ':' || at(pointer + 1) == '|')
        && (next == EOF || next == '/' || next == '\\' || next == '?' || next == '#');
  }

  private static boolean isDriveLetter(CharSequence text) {
    return text.length() == 2
        && isAlpha(text.charAt(0))
        && (text.charAt(1) == ':' || text.charAt(1) == '|');
  }

  private static boolean isNormalizedDriveLetter(String text) {
    return isDriveLetter(text) && text.charAt(1) == ':';
  }

  private int at(int index) {
    return index < input.length ? input[index] : EOF;
  }

  private static boolean isAlpha(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private InvalidUrl failure(String reason) {
    return new InvalidUrl(text, reason);
  }
}
