package lode.domain.document;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the names of authors from all else that stands where pages put them. */
final class AuthorName {

  private static final int MAX_RAW = 300;
  private static final int MAX_LINE = 120;
  private static final int MAX_NAME = 60;
  private static final int MAX_WORDS = 6;
  private static final int MAX_AUTHORS = 20;

  private static final Pattern BY =
      Pattern.compile(
          "^(?:(?:article|story|post|words|text|guest post|review|reviewed|recipe|photos?) )?"
              + "(?:(?:medically |fact )?(?:originally )?(?:written|posted|published|authored|created|submitted"
              + "|contributed|started|asked|reported|compiled|researched|edited|updated) )?"
              + "(?:(?:by|von|par|por|door|af|av|od|przez|autore?:?|autora:|auteur:?|authors?:?|escrito por|scritto da|tekst:?"
              + "|rédigé par|publié par|publicado por|geschrieben von|geschreven door|redaktion:|di:|da:|de:)\\b[:：]?"
              + "|автор:?|作者[:：]?|著者[:：]?|文[/／:：]|글[:：]?|بقلم:?|כתב:?|مؤلف:?|लेखक:?|yazar:|kirjoittanut|szerző:|συντάκτης:)\\s*",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern CUT =
      Pattern.compile(
          "\\s*(?:[|•·●—\\[(/]|\\s[–-]\\s|,?\\s(?:on|updated|published|posted|last|in|at|for|about|via|min|am|vor|il y a|hace)\\s"
              + "|,?\\s(?:updated|published|posted|published:|updated:)$).*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern AND =
      Pattern.compile(
          "\\s*[;、，]\\s*|,?\\s+(?:and|&|und|et|y|e|og|och|ja|en|i|и)\\s+|\\s*,\\s*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ADDRESS =
      Pattern.compile(
          "[@/\\\\<>{}=_#]|https?:|www\\.|\\.(?:com|org|net|edu|gov|io|co|de|uk|ca|au|html?|php)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern INVERTED =
      Pattern.compile("^(\\p{Lu}[^\\s,]*(?: \\p{Lu}[^\\s,]*)?), (\\p{Lu}[^,;]{0,40})$");
  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private static final Set<String> NOBODY =
      words(
          """
          admin adminn admins administrator webmaster guest guestauthor guestwriter
          guestcontributor anonymous unknown author authors autor editor editors editorial
          editorialteam editorialstaff editorialboard staff staffwriter staffwriters user root
          wordpress moderator support team theteam contributor contributors blog website web
          marketing marketingteam default test superuser viewallposts allposts readmore posts
          share follow none null undefined na me us you the company home login signin register
          subscribe writer writtenby by reviewer reviewedby abouttheauthor abouttheauthors
          about aboutauthor bio profile published updated shop store webteam webadmin
          siteadmin redaktion redaction redacción redacao redazione newsdesk pressrelease
          press news sponsored advertisement ourteam contentteam seo owner manager op
          originalposter seniormember member newmember juniormember viewprofile morefromauthor
          meettheauthor moreposts facebook twitter linkedin instagram email print quote reply
          expert experts ai search
          """);

  private static final Set<String> ROLES =
      words(
          """
          editor writer author contributor expert director manager dietitian nutritionist
          founder cofounder ceo cto president specialist consultant analyst reporter
          journalist correspondent professor doctor md phd mba cpa cfp rd rdn ms ma msc bsc
          esq jr sr ii iii dds do rn mph pt dpt lcsw psyd jd pharmd staff senior chief head
          lead team inc llc ltd gmbh coach trainer attorney lawyer therapist physician chef
          engineer developer designer blogger photographer researcher advisor strategist
          associate assistant vice deputy managing news cfa ea cssd ldn cdn np pa
          """);

  /** Words that begin a sentence or a button, never a name. */
  private static final Set<String> NO_NAME_BEGINS =
      words(
          """
          the a an our your my this that read view see more about all click how why what when
          using submitting signing clicking posting continuing subscribing providing category
          date price name default popular size brand type topic industry location product
          products posts articles shop share follow updated published powered written reviewed
          medically fact minute minutes comments subscribe contact email join get free new top
          best is are was has have in on at to for with
          """);

  private AuthorName() {}

  /** The names that markup gives as author; none when it names a site, a role or an account. */
  static List<String> stated(String raw, Set<String> siteNames) {
    String text = FoldedText.of(raw, MAX_RAW);
    if (text.startsWith("@") || ADDRESS.matcher(text).find() && text.indexOf(' ') < 0) {
      return List.of();
    }
    return names(BY.matcher(text).replaceFirst(""), siteNames);
  }

  /** The same where the family name stands first, as in bibliographies: {@code Lee, Ann}. */
  static List<String> inverted(String raw, Set<String> siteNames) {
    return stated(INVERTED.matcher(FoldedText.of(raw, MAX_RAW)).replaceFirst("$2 $1"), siteNames);
  }

  /** The names in an element that is marked as a byline. */
  static List<String> marked(String raw, Set<String> siteNames) {
    if (raw.length() > MAX_RAW) {
      return List.of();
    }
    return seen(BY.matcher(FoldedText.of(raw)).replaceFirst(""), siteNames);
  }

  /** The names in a line that begins as a byline does; none in other lines. */
  static List<String> inLine(String line, Set<String> siteNames) {
    Matcher by = BY.matcher(line);
    boolean isSentence =
        line.length() > MAX_LINE || ".!?:".indexOf(line.charAt(line.length() - 1)) >= 0;
    return !isSentence && by.find() ? seen(line.substring(by.end()), siteNames) : List.of();
  }

  /** Text for readers goes on behind the names, and its names are written as names. */
  private static List<String> seen(String text, Set<String> siteNames) {
    String cut = withoutDate(CUT.matcher(text).replaceFirst(""));
    List<String> names = new ArrayList<>();
    for (String name : names(cut, siteNames)) {
      if (!looksLikeName(name)) {
        return List.of();
      }
      names.add(name);
    }
    return names;
  }

  private static String withoutDate(String text) {
    int end = 0;
    while (end < text.length() && !Character.isDigit(text.charAt(end))) {
      end++;
    }
    if (end == text.length()) {
      return text;
    }
    String before = text.substring(0, end).strip();
    int last = before.lastIndexOf(' ') + 1;
    return PageDate.isMonth(before.substring(last)) ? before.substring(0, last).strip() : before;
  }

  private static List<String> names(String text, Set<String> siteNames) {
    String[] parts = AND.split(text, MAX_AUTHORS + 1);
    Set<String> names = new LinkedHashSet<>();
    for (String part : parts) {
      String name = stripped(part);
      if (!names.isEmpty() && isRole(name)) {
        continue;
      }
      if (names.size() < MAX_AUTHORS && isName(name, siteNames)) {
        names.add(name);
      } else if (names.isEmpty()) {
        return List.of();
      }
    }
    return List.copyOf(names);
  }

  private static String stripped(String part) {
    int start = 0;
    int end = part.length();
    while (start < end && ".,:;-–|*’'\" ".indexOf(part.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && ",:;-–|* ".indexOf(part.charAt(end - 1)) >= 0) {
      end--;
    }
    return part.substring(start, end);
  }

  /** What follows a name behind a comma is one more name only if it reads like one. */
  private static boolean isRole(String part) {
    String[] words = part.toLowerCase(Locale.ROOT).replace(".", "").split("[\\s®™]+");
    for (String word : words) {
      if (ROLES.contains(word)) {
        return true;
      }
    }
    return words.length < 2 || !looksLikeName(part);
  }

  private static boolean isName(String name, Set<String> siteNames) {
    String plain = plain(name);
    return plain.length() > 1
        && name.length() <= MAX_NAME
        && name.split("\\s").length <= MAX_WORDS
        && name.chars().anyMatch(Character::isLetter)
        && !NOBODY.contains(plain)
        && !siteNames.contains(plain)
        && !ADDRESS.matcher(name).find();
  }

  /** Two words or more that begin in capitals, or a script that has none. */
  private static boolean looksLikeName(String name) {
    String[] words = name.split("\\s+");
    if (NO_NAME_BEGINS.contains(words[0].toLowerCase(Locale.ROOT))) {
      return false;
    }
    int capitals = 0;
    for (String word : words) {
      int first = word.codePointAt(0);
      boolean hasNoCase =
          Character.isLetter(first) && Character.toLowerCase(first) == Character.toUpperCase(first);
      if (hasNoCase) {
        return name.length() <= 20;
      }
      capitals += Character.isUpperCase(first) ? 1 : 0;
    }
    return capitals >= 2 && capitals * 2 >= words.length && words.length <= 5;
  }

  /** A name as it is compared: letters and digits in lower case. */
  static String plain(String name) {
    return NO_LETTERS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
  }

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }
}
