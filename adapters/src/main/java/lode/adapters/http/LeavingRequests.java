package lode.adapters.http;

import java.util.function.Supplier;
import lode.domain.crawl.FetchResponse;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.impl.Http1StreamListener;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.jspecify.annotations.Nullable;

/** Tells a thread that its request is being written: name resolved, connection open, TLS agreed. */
final class LeavingRequests implements Http1StreamListener {

  private final ThreadLocal<@Nullable Runnable> told = new ThreadLocal<>();

  /** For the client whose requests are to be watched. */
  HttpRequestExecutor executor() {
    return HttpRequestExecutor.builder().withHttp1StreamListener(this).build();
  }

  FetchResponse during(Runnable leaving, Supplier<FetchResponse> fetch) {
    told.set(leaving);
    try {
      return fetch.get();
    } finally {
      told.remove();
    }
  }

  @Override
  public void onRequestHead(HttpConnection connection, HttpRequest request) {
    Runnable leaving = told.get();
    if (leaving != null && !request.getMethod().equals("CONNECT")) {
      leaving.run();
    }
  }

  @Override
  public void onResponseHead(HttpConnection connection, HttpResponse response) {}

  @Override
  public void onExchangeComplete(HttpConnection connection, boolean keepAlive) {}
}
