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
        .setRequestExecutor(leaving.executor())
        .setUserAgent(settings.userAgent())
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
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
    } catch (BodyTooLong body) {
      return new FetchResponse.Refused(body.getMessage());
    } catch (UnknownHostException unknown) {
      return broken("HostUnknown", "no address is known for " + request.url().host());
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
    ClassicHttpResponse response = client.executeOpen(target(request.url()), get, context(request));
    try {
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
  private static HttpClientContext context(FetchRequest request) {
    HttpClientContext context = HttpClientContext.create();
    context.setUserToken(request.allowedNetworks().toString());
    return context;
  }

  private Reach reachOf(FetchRequest request) {
    List<Cidr> opened =
        Stream.concat(settings.allowedNetworks().stream(), request.allowedNetworks().stream())
            .toList();
    int port = request.url().effectivePort().orElse(-1);
    return new Reach(
        new AddressGuard(opened), opened, port, settings.allowedPorts().contains(port));
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
    if (request.etag() != null) {
      get.setHeader("If-None-Match", request.etag());
    }
    if (request.lastModified() != null) {
      get.setHeader("If-Modified-Since", request.lastModified());
    }
    if (request.cookie() != null) {
      get.setHeader("Cookie", request.cookie());
    }
  }

  private FetchResponse read(FetchRequest request, HttpGet get, ClassicHttpResponse response)
      throws IOException {
    int status = response.getCode();
    String location = header(response, "Location");
    if (status == 304) {
      drop(get, response.getEntity());
      return new FetchResponse.NotModified();
    }
    if (status >= 300 && status < 400 && location != null) {
      drop(get, response.getEntity());
      return new FetchResponse.Redirected(status, location, setCookies(response));
    }
    return new FetchResponse.Answered(
        status,
        body(get, response.getEntity(), request.maxBytes()),
        header(response, "Content-Type"),
        header(response, "ETag"),
        header(response, "Last-Modified"),
        allHeaders(response, "X-Robots-Tag"),
        retryAfter(header(response, "Retry-After")));
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

  private static byte[] body(HttpGet get, @Nullable HttpEntity entity, int maxBytes)
      throws IOException {
    if (entity == null) {
      return new byte[0];
    }
    InputStream in = entity.getContent();
    byte[] body = in.readNBytes(maxBytes);
    if (in.read() >= 0) {
      // Else closing would read the rest, however long it is.
      get.cancel();
      throw new BodyTooLong(maxBytes);
    }
    return body;
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

  private static @Nullable String allHeaders(ClassicHttpResponse response, String name) {
    Header[] headers = response.getHeaders(name);
    return headers.length == 0
        ? null
        : Arrays.stream(headers).map(Header::getValue).collect(Collectors.joining(", "));
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
      Reach wanted = reach.get();
      for (InetAddress address : addresses) {
        Optional<String> reason = wanted.guard.refusal(address);
        if (reason.isPresent()) {
          throw new AddressRefused(AddressRefused.message(reason.get()));
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
   */
  private record Reach(AddressGuard guard, List<Cidr> opened, int port, boolean portAllowed) {

    boolean reachesPort(InetAddress address) {
      return portAllowed
          || opened.stream().anyMatch(network -> network.contains(address.getAddress()));
    }
  }
}
