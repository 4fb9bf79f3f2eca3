package lode.adapters.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lode.domain.crawl.FetchRequest;
import lode.domain.crawl.FetchResponse;
import lode.domain.crawl.PageFetcher;
import lode.domain.crawl.ProxyAddress;
import lode.domain.job.JobError;
import lode.domain.url.AddressGuard;
import lode.domain.url.Cidr;
import lode.domain.url.WebUrl;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * {@link PageFetcher} over Apache HttpClient: no redirects, no retries, no cookies of its own, every address
 * checked after resolution and before the connect, bodies bounded after decompression.
 */
public final class HttpPageFetcher implements PageFetcher, AutoCloseable {

  private static final URI ROOT = URI.create("/");

  private static final String PROXY = "the proxy";

  private static final List<Cidr> EVERYWHERE = List.of(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0"));

  /** Bytes of a body that are read for the sake of its connection. */
  private static final int WORTH_READING = 16 * 1024;

  /** Longer waits than this are no wish to be asked again. */
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(7);

  private final FetchSettings settings;
  private final Clock clock;
  private final DnsResolver names;
  private final CloseableHttpClient client;
  private final ThreadLocal<Reach> reach = new ThreadLocal<>();
  private final LeavingRequests leaving = new LeavingRequests();

  /** A fetcher with its own connection pool. */
  public HttpPageFetcher(FetchSettings settings, Clock clock) {
    this(settings, clock, SystemDefaultDnsResolver.INSTANCE);
  }

  /** A fetcher that asks these names: what they answer is checked as any other answer is. */
  HttpPageFetcher(FetchSettings settings, Clock clock, DnsResolver names) {
    this.settings = settings;
    this.clock = clock;
    this.names = names;
    this.client = client();
  }

  private CloseableHttpClient client() {
    Timeout connect = Timeout.of(settings.connectTimeout());
    Timeout read = Timeout.of(settings.readTimeout());
    PoolingHttpClientConnectionManager connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(new GuardedResolver())
            .setMaxConnTotal(256)
            .setMaxConnPerRoute(32)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(connect)
                    .setSocketTimeout(read)
                    .setTimeToLive(Timeout.ofMinutes(2))
                    // A site that closes without saying so would cost the next page a try.
                    .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                    .build())
            .setConnectionFactory(
                org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory.builder()
                    .http1Config(
                        Http1Config.custom()
                            .setMaxHeaderCount(200)
                            .setMaxLineLength(16 * 1024)
                            .build())
                    .build())
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setRoutePlanner(Proxying::route)
        .addExecInterceptorAfter(ChainElement.CONNECT.name(), "passed", Proxying::passed)
        .setDefaultAuthSchemeRegistry(Proxying.SCHEMES)
        .setRequestExecutor(leaving.executor())
        .setUserAgent(settings.userAgent())
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableContentCompression()
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setResponseTimeout(read)
                .setConnectionRequestTimeout(read)
                .build())
        .build();
  }

  @Override
  public FetchResponse fetch(FetchRequest request, Runnable told) {
    return leaving.during(told, () -> fetch(request));
  }

  @Override
  public FetchResponse fetch(FetchRequest request) {
    Optional<FetchResponse> refused = refusal(request);
    if (refused.isPresent()) {
      return refused.get();
    }
    HttpGet get = get(request);
    Deadline deadline = Deadline.of(get, settings.totalTimeout());
    reach.set(reachOf(request));
    try {
      return answer(request, get);
    } catch (AddressRefused address) {
      return new FetchResponse.Refused(address.getMessage());
    } catch (BodyTooLong | CodingUnknown body) {
      return new FetchResponse.Refused(body.getMessage());
    } catch (UnknownHostException unknown) {
      return broken("HostUnknown", "no address is known for " + asked().name());
    } catch (ConnectTimeoutException late) {
      return broken("ConnectTimedOut", "no connection within " + settings.connectTimeout());
    } catch (IOException failed) {
      return deadline.isOver()
          ? broken("TimedOut", "no whole answer within " + settings.totalTimeout())
          : broken(failed.getClass().getSimpleName(), String.valueOf(failed.getMessage()));
    } catch (RuntimeException malformed) {
      // HttpClient reports some malformed answers as unchecked exceptions.
      return broken(malformed.getClass().getSimpleName(), String.valueOf(malformed.getMessage()));
    } finally {
      reach.remove();
      deadline.close();
    }
  }

  private FetchResponse answer(FetchRequest request, HttpGet get) throws IOException {
    HttpHost target = target(request.url());
    ProxyAddress proxy = proxyOf(request);
    if (proxy != null) {
      // The proxy connects in our place: what it is asked for passes the guard first.
      new GuardedResolver().resolve(target.getHostName());
      reach.set(reachOf(proxy, request));
    }
    HttpClientContext context = context(request, proxy);
    ClassicHttpResponse response = client.executeOpen(target, get, context);
    try {
      if (!Proxying.hasPassed(context) || proxy != null && response.getCode() == 407) {
        drop(get, response.getEntity());
        return broken("ProxyRefused", Proxying.refusal(response.getCode()));
      }
      return read(request, get, response);
    } finally {
      // Quietly: whatever else the site sends, what matters was read.
      Closer.closeQuietly(response);
    }
  }

  /** The path goes over the wire as it is: java.net.URI refuses much that sites use. */
  private static HttpGet get(FetchRequest request) {
    WebUrl url = request.url();
    HttpGet get = new HttpGet(ROOT);
    get.setScheme(url.scheme());
    get.setAuthority(new URIAuthority(target(url)));
    get.setPath(url.path() + url.query().map(query -> "?" + query).orElse(""));
    setHeaders(get, request);
    return get;
  }

  private static HttpHost target(WebUrl url) {
    String host = url.host();
    boolean isIpv6 = host.startsWith("[") && host.endsWith("]");
    return new HttpHost(
        url.scheme(), isIpv6 ? host.substring(1, host.length() - 1) : host, url.port().orElse(-1));
  }

  /** A pooled connection is used again only by requests that may reach the same networks. */
  private static HttpClientContext context(FetchRequest request, @Nullable ProxyAddress proxy) {
    HttpClientContext context = HttpClientContext.create();
    // A tunnel that was opened with somebody's password serves nobody else.
    context.setUserToken(new ConnectionOwner(request.allowedNetworks(), proxy));
    if (proxy != null) {
      Proxying.through(proxy, context);
    }
    return context;
  }

  private @Nullable ProxyAddress proxyOf(FetchRequest request) {
    ProxyAddress own = request.access().proxy();
    return own == null ? settings.proxy() : own;
  }

  private Reach reachOf(FetchRequest request) {
    List<Cidr> opened = opened(request);
    int port = request.url().effectivePort().orElse(-1);
    return new Reach(
        new AddressGuard(opened),
        opened,
        port,
        settings.allowedPorts().contains(port),
        request.url().host());
  }

  /** The operator's proxy may be anywhere; a crawl's own where the crawl itself may go. */
  private Reach reachOf(ProxyAddress proxy, FetchRequest request) {
    List<Cidr> opened = proxy.equals(settings.proxy()) ? EVERYWHERE : opened(request);
    return new Reach(new AddressGuard(opened), opened, proxy.port(), true, PROXY);
  }

  private List<Cidr> opened(FetchRequest request) {
    return Stream.concat(settings.allowedNetworks().stream(), request.allowedNetworks().stream())
        .toList();
  }

  private Reach asked() {
    return Objects.requireNonNull(reach.get());
  }

  /** What needs no name to be resolved. */
  private Optional<FetchResponse> refusal(FetchRequest request) {
    if (!request.url().isHttp()) {
      return Optional.of(
          new FetchResponse.Refused("scheme " + request.url().scheme() + " is not fetched"));
    }
    Reach wanted = reachOf(request);
    if (!wanted.portAllowed && wanted.opened.isEmpty()) {
      return Optional.of(new FetchResponse.Refused(portRefused(wanted.port)));
    }
    return wanted
        .guard
        .refusalOfLiteral(request.url().host())
        .map(reason -> new FetchResponse.Refused(AddressRefused.message(reason)));
  }

  private static String portRefused(int port) {
    return "port " + port + " is not allowed (LODE_CRAWL_ALLOWED_PORTS opens it)";
  }

  private static void setHeaders(HttpGet get, FetchRequest request) {
    get.setHeader("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5");
    get.setHeader("Accept-Language", "*");
    get.setHeader("Accept-Encoding", ContentCodings.ACCEPTED);
    if (request.etag() != null) {
      get.setHeader("If-None-Match", request.etag());
    }
    if (request.lastModified() != null) {
      get.setHeader("If-Modified-Since", request.lastModified());
    }
    request.access().headers().forEach(get::setHeader);
    if (request.cookie() != null) {
      Header own = get.getFirstHeader("Cookie");
      get.setHeader(
          "Cookie", own == null ? request.cookie() : own.getValue() + "; " + request.cookie());
    }
  }

  private FetchResponse read(FetchRequest request, HttpGet get, ClassicHttpResponse response)
      throws IOException {
    int status = response.getCode();
    String location = header(response, "Location");
    if (status == 304) {
      drop(get, response.getEntity());
      return new FetchResponse.NotModified(setCookies(response));
    }
    if (status >= 300 && status < 400 && location != null) {
      drop(get, response.getEntity());
      return new FetchResponse.Redirected(status, location, setCookies(response));
    }
    return new FetchResponse.Answered(
        status,
        body(get, response, request),
        header(response, "Content-Type"),
        header(response, "ETag"),
        header(response, "Last-Modified"),
        allHeaders(response, "X-Robots-Tag", "\n"),
        retryAfter(header(response, "Retry-After")),
        allHeaders(response, "Link", ", "),
        setCookies(response),
        header(response, "Content-Language"));
  }

  /** A body that nobody reads: closing reads a short one to its end, a long one ends its connection. */
  private static void drop(HttpGet get, @Nullable HttpEntity entity) {
    boolean isShort =
        entity == null
            || entity.getContentLength() >= 0 && entity.getContentLength() <= WORTH_READING;
    if (!isShort) {
      get.cancel();
    }
  }

  private static byte[] body(HttpGet get, ClassicHttpResponse response, FetchRequest request)
      throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new byte[0];
    }
    InputStream in = entity.getContent();
    boolean whole = false;
    try {
      byte[] body =
          ContentCodings.decoded(
              in,
              Arrays.stream(response.getHeaders("Content-Encoding"))
                  .map(Header::getValue)
                  .filter(Objects::nonNull)
                  .collect(Collectors.joining(",")),
              request.maxBytes(),
              request.cut());
      whole = in.read() < 0;
      return body;
    } finally {
      if (!whole) {
        // Else closing would read the rest, however long it is.
        get.cancel();
      }
    }
  }

  private static @Nullable String header(ClassicHttpResponse response, String name) {
    Header header = response.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  private static List<String> setCookies(ClassicHttpResponse response) {
    return Arrays.stream(response.getHeaders("Set-Cookie"))
        .map(Header::getValue)
        .filter(Objects::nonNull)
        .toList();
  }

  private static @Nullable String allHeaders(
      ClassicHttpResponse response, String name, String between) {
    Header[] headers = response.getHeaders(name);
    return headers.length == 0
        ? null
        : Arrays.stream(headers).map(Header::getValue).collect(Collectors.joining(between));
  }

  /** Seconds or an HTTP date (RFC 9110, 10.2.3). */
  private Optional<Duration> retryAfter(@Nullable String value) {
    if (value == null) {
      return Optional.empty();
    }
    try {
      if (value.strip().chars().allMatch(Character::isDigit)) {
        return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(value.strip()))));
      }
      ZonedDateTime until =
          ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration wait = Duration.between(clock.instant(), until.toInstant());
      return Optional.of(wait.isNegative() ? Duration.ZERO : bounded(wait));
    } catch (DateTimeParseException | NumberFormatException malformed) {
      return Optional.empty();
    }
  }

  private static Duration bounded(Duration wait) {
    return wait.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wait;
  }

  private static FetchResponse broken(String type, String message) {
    return new FetchResponse.Broken(new JobError(type, message, "fetch"));
  }

  @Override
  public void close() throws IOException {
    client.close();
  }

  /** Resolves names and refuses addresses; runs on the thread that fetches. */
  private final class GuardedResolver implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      InetAddress[] addresses = names.resolve(host);
      Reach wanted = asked();
      for (InetAddress address : addresses) {
        Optional<String> reason = wanted.guard.refusal(address);
        if (reason.isPresent()) {
          String whose = wanted.name.equals(PROXY) ? "the proxy's " : "";
          throw new AddressRefused(whose + AddressRefused.message(reason.get()));
        }
        if (!wanted.reachesPort(address)) {
          throw new AddressRefused(portRefused(wanted.port));
        }
      }
      return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }

  /**
   * What a request may connect to.
   *
   * @param opened networks that are opened, on all ports
   * @param name whom it connects to, for people
   */
  private record Reach(
      AddressGuard guard, List<Cidr> opened, int port, boolean portAllowed, String name) {

    boolean reachesPort(InetAddress address) {
      return portAllowed
          || opened.stream().anyMatch(network -> network.contains(address.getAddress()));
    }
  }

  /** Whose connections are whose. */
  private record ConnectionOwner(List<Cidr> networks, @Nullable ProxyAddress proxy) {}
}
