package lode.domain.document;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether a page as it is sent is only the frame into which its scripts build the content. Both
 * mistakes cost: a page judged wrongly to be one goes through a browser for nothing, one that is
 * missed is stored without its content. So each sign asks for little text and for scripts besides.
 */
public final class ScriptedPage {

  /** A page with as much text says something itself. */
  static final int LITTLE_TEXT = 400;

  /** With a plea for scripts or a script of a framework. */
  private static final int VERY_LITTLE_TEXT = 160;

  private static final int LOADING_NOTE = 60;
  private static final int FEW_LINKS = 3;

  private static final String MOUNT_POINTS =
      "#root,#app,#__next,#__nuxt,#___gatsby,#svelte,#q-app,#application,#app-root,#react-root,"
          + "#main-app,#ember-app,app-root,[ng-app],[ng-version],[data-reactroot],[data-server-rendered]";

  private static final Pattern PLEA =
      Pattern.compile(
          "java\\s?script.{0,80}(enable|require|need|turn|activ|aktiv|habilit|abilit|włącz)"
              + "|(enable|require|need|turn|activ|aktiv|habilit|abilit|włącz).{0,80}java\\s?script",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL | Pattern.UNICODE_CASE);

  private static final Pattern BUNDLE =
      Pattern.compile(
          "(^|[/._-])(bundle|main|app|runtime|chunk|vendors?|polyfills|webpack|index)([._-][0-9A-Za-z_-]+)*\\.m?js",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern GOES_ON =
      Pattern.compile("(^|[^\\w$])location\\s*(\\.href\\s*)?(=[^=]|\\.(replace|assign)\\s*\\()");

  private static final Pattern TYPE = Pattern.compile("\"@type\"\\s*:\\s*\\[?\\s*\"([A-Za-z]+)\"");

  /** What these say of a page is its frame, too. */
  private static final Set<String> FRAME_TYPES =
      Set.of(
          "WebSite",
          "WebPage",
          "Organization",
          "Corporation",
          "BreadcrumbList",
          "ListItem",
          "SearchAction",
          "EntryPoint",
          "ImageObject",
          "SiteNavigationElement",
          "ContactPoint",
          "PostalAddress");

  private ScriptedPage() {}

  /**
   * Whether the page has no content of its own.
   *
   * @param page what was read of the same body
   */
  public static boolean isEmpty(
      byte[] body, @Nullable String contentType, String url, ParsedPage page) {
    if (page.visibleText().length() >= LITTLE_TEXT || page.refreshHref() != null) {
      return false;
    }
    Document tree = HtmlTree.parse(DecodedPage.decode(body, contentType).text(), url);
    if (!hasScripts(tree) || hasDescribedContent(tree)) {
      return false;
    }
    int text = page.visibleText().length();
    return hasEmptyMountPoint(tree)
        || text < VERY_LITTLE_TEXT && (pleads(tree) || goesOn(tree) || isBareBundle(tree));
  }

  private static boolean hasScripts(Document tree) {
    return tree.getElementsByTag("script").stream().anyMatch(ScriptedPage::runs);
  }

  /** Data in a script element does not run. */
  private static boolean runs(Element script) {
    String type = script.attr("type").strip().toLowerCase(Locale.ROOT);
    return type.isEmpty() || type.equals("module") || type.endsWith("javascript");
  }

  private static boolean hasDescribedContent(Document tree) {
    for (Element data : tree.select("script[type=application/ld+json]")) {
      Matcher types = TYPE.matcher(data.data());
      while (types.find()) {
        if (!FRAME_TYPES.contains(types.group(1))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean hasEmptyMountPoint(Document tree) {
    return tree.body().select(MOUNT_POINTS).stream()
        .anyMatch(
            mount ->
                HtmlTree.visibleText(mount, LOADING_NOTE + 1).length() <= LOADING_NOTE
                    && mount.select("a[href]").size() < FEW_LINKS
                    && mount.selectFirst("form,table,article") == null);
  }

  private static boolean pleads(Document tree) {
    return tree.getElementsByTag("noscript").stream()
        .anyMatch(plea -> PLEA.matcher(plea.wholeText()).find());
  }

  private static boolean goesOn(Document tree) {
    return hasFewElements(tree)
        && tree.getElementsByTag("script").stream()
            .anyMatch(script -> runs(script) && GOES_ON.matcher(script.data()).find());
  }

  private static boolean isBareBundle(Document tree) {
    return hasFewElements(tree)
        && tree.body().selectFirst("h1,h2,p,form,table,article,img") == null
        && tree.select("script[src]").stream()
            .anyMatch(
                script ->
                    script.attr("type").equalsIgnoreCase("module")
                        || BUNDLE.matcher(script.attr("src")).find());
  }

  private static boolean hasFewElements(Document tree) {
    return tree.body().select("a[href]").size() < FEW_LINKS;
  }
}
