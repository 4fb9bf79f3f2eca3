package lode.domain.url;

import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a project does not count as part of a page's identity.
 *
 * @param ignoreQueryParameters whether the whole query is dropped
 * @param ignoredParameters names of query parameters that are dropped, in lower case; a trailing {@code *} stands
 *     for any rest. Session ids are dropped under every policy.
 */
public record UrlPolicy(boolean ignoreQueryParameters, Set<String> ignoredParameters) {

  private static final Set<String> TRACKING =
      Set.of(
          // Campaigns: Google Analytics, Matomo, HubSpot ads.
          "utm_*",
          "mtm_*",
          "pk_campaign",
          "pk_kwd",
          "pk_source",
          "pk_medium",
          "pk_content",
          "hsa_*",
          // Click ids: Google, Facebook, Microsoft, Yandex, Instagram, X, TikTok, LinkedIn,
          // Pinterest, Awin.
          "gclid",
          "gclsrc",
          "dclid",
          "gbraid",
          "wbraid",
          "gad_source",
          "gad_campaignid",
          "srsltid",
          "fbclid",
          "msclkid",
          "yclid",
          "ysclid",
          "_openstat",
          "igshid",
          "igsh",
          "twclid",
          "ttclid",
          "li_fat_id",
          "epik",
          "awc",
          // Cross-site visitors: Google Analytics.
          "_ga",
          "_gl",
          // Mailings: Mailchimp, HubSpot, Marketo, Vero, Omeda, Klaviyo, MailerLite.
          "mc_cid",
          "mc_eid",
          "_hsenc",
          "_hsmi",
          "__hstc",
          "__hssc",
          "__hsfp",
          "hsctatracking",
          "mkt_tok",
          "vero_id",
          "vero_conv",
          "oly_anon_id",
          "oly_enc_id",
          "_ke",
          "_kx",
          "ml_subscriber",
          "ml_subscriber_hash");

  /** Keeps the query, drops the well-known parameters that only say where a visitor came from. */
  public static final UrlPolicy DEFAULT = new UrlPolicy(false, TRACKING);

  public UrlPolicy {
    // Sorted, so that a policy is always written the same way.
    SortedSet<String> names = new TreeSet<>();
    ignoredParameters.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    ignoredParameters = Collections.unmodifiableSortedSet(names);
  }

  /** The default list of parameters, with or without the query as a whole. */
  public static UrlPolicy of(boolean ignoreQueryParameters) {
    return ignoreQueryParameters ? new UrlPolicy(true, TRACKING) : DEFAULT;
  }

  /** Whether a query parameter of this name, in lower case, is dropped. */
  boolean ignores(String name) {
    if (ignoredParameters.contains(name)) {
      return true;
    }
    for (String ignored : ignoredParameters) {
      int stem = ignored.length() - 1;
      if (stem >= 0 && ignored.charAt(stem) == '*' && name.regionMatches(0, ignored, 0, stem)) {
        return true;
      }
    }
    return false;
  }
}
