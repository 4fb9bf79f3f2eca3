package lode.adapters.http;

import java.io.IOException;
import java.util.Objects;
import lode.domain.crawl.ProxyAddress;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.auth.AuthSchemeFactory;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.StandardAuthScheme;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.auth.BasicAuthCache;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.auth.BasicSchemeFactory;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Lookup;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * The way through an HTTP proxy: {@code CONNECT} for https, the absolute form for http (RFC 9112, 3.2),
 * credentials with the first request.
 */
final class Proxying {

  /** Nothing but Basic: what a site asks for is answered by the crawl's headers or not at all. */
  static final Lookup<AuthSchemeFactory> SCHEMES =
      RegistryBuilder.<AuthSchemeFactory>create()
          .register(StandardAuthScheme.BASIC, BasicSchemeFactory.INSTANCE)
          .build();

  private static final String PROXY = "lode.proxy";
  private static final String PASSED = "lode.passed";

  private Proxying() {}

  /** Leads the request of this context through a proxy. */
  static void through(ProxyAddress address, HttpClientContext context) {
    HttpHost proxy = host(address);
    context.setAttribute(PROXY, proxy);
    if (address.user() == null) {
      return;
    }
    UsernamePasswordCredentials credentials =
        new UsernamePasswordCredentials(
            address.user(), Objects.requireNonNullElse(address.password(), "").toCharArray());
    BasicCredentialsProvider provider = new BasicCredentialsProvider();
    provider.setCredentials(new AuthScope(proxy), credentials);
    BasicScheme scheme = new BasicScheme();
    scheme.initPreemptive(credentials);
    BasicAuthCache known = new BasicAuthCache();
    known.put(proxy, scheme);
    context.setCredentialsProvider(provider);
    context.setAuthCache(known);
  }

  private static HttpHost host(ProxyAddress address) {
    String host = address.host();
    boolean isIpv6 = host.startsWith("[") && host.endsWith("]");
    return new HttpHost(
        "http", isIpv6 ? host.substring(1, host.length() - 1) : host, address.port());
  }

  /** The route of a request, by its context. */
  static HttpRoute route(HttpHost target, HttpContext context) {
    boolean secure = target.getSchemeName().equals("https");
    int port = target.getPort() > 0 ? target.getPort() : secure ? 443 : 80;
    HttpHost named = new HttpHost(target.getSchemeName(), target.getHostName(), port);
    return context.getAttribute(PROXY) instanceof HttpHost proxy
        ? new HttpRoute(named, null, proxy, secure)
        : new HttpRoute(named, null, secure);
  }

  /** Comes after {@code CONNECT}: what is answered from here on, the site answers. */
  static ClassicHttpResponse passed(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    scope.clientContext.setAttribute(PASSED, true);
    return chain.proceed(request, scope);
  }

  /** Whether the answer is the site's own, and not a proxy's to {@code CONNECT}. */
  static boolean hasPassed(HttpContext context) {
    return Boolean.TRUE.equals(context.getAttribute(PASSED));
  }

  /** What a proxy answered in place of the site, without its page. */
  static String refusal(int status) {
    return status == 407
        ? "the proxy answered 407: it wants credentials, or others"
        : "the proxy answered " + status + " to CONNECT";
  }
}
