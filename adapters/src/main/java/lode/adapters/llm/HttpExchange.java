package lode.adapters.llm;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange, read by the calling thread piece by piece and with a deadline for each piece;
 * closing it early closes the connection.
 *
 * <p>The JDK's blocking ways of reading a body know no deadline between pieces, and its request
 * timeout ends with the headers. Backpressure is kept: the next piece is asked for when the last one
 * is taken.
 */
final class HttpExchange implements AutoCloseable {

  /** What the network side tells the reading side. */
  private sealed interface Signal {
    record Head(HttpResponse.ResponseInfo info) implements Signal {}

    record Piece(byte[] bytes) implements Signal {}

    record End() implements Signal {}

    record Broken(Throwable cause) implements Signal {}
  }

  /** No signal came before the deadline. */
  static final class TimedOut extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final CompletableFuture<HttpResponse<Void>> sent;
  private volatile Flow.@Nullable Subscription body;
  private volatile boolean closed;
  private boolean over;

  HttpExchange(HttpClient client, HttpRequest request) {
    this.sent = client.sendAsync(request, this::head);
    sent.whenComplete(
        (response, failure) -> {
          if (failure != null) {
            signals.add(new Signal.Broken(failure));
          }
        });
  }

  /** Waits for status and headers until the deadline, a reading of {@link System#nanoTime}. */
  HttpResponse.ResponseInfo head(long deadline) throws IOException, InterruptedException, TimedOut {
    if (next(deadline) instanceof Signal.Head head) {
      return head.info();
    }
    throw new IOException("no status line");
  }

  /** Waits for the next piece of the body; null at its end. */
  byte @Nullable [] piece(long deadline) throws IOException, InterruptedException, TimedOut {
    if (over) {
      return null;
    }
    Flow.Subscription subscription = body;
    if (subscription != null) {
      subscription.request(1);
    }
    if (next(deadline) instanceof Signal.Piece piece) {
      return piece.bytes();
    }
    over = true;
    return null;
  }

  private Signal next(long deadline) throws IOException, InterruptedException, TimedOut {
    Signal signal = signals.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    if (signal == null) {
      throw new TimedOut();
    }
    if (signal instanceof Signal.Broken broken) {
      Throwable cause = broken.cause();
      while (cause instanceof CompletionException && cause.getCause() != null) {
        cause = cause.getCause();
      }
      throw cause instanceof IOException io ? io : new IOException(cause);
    }
    return signal;
  }

  /** Ends the exchange; a connection whose answer was not read to its end is closed. */
  @Override
  public void close() {
    closed = true;
    Flow.Subscription subscription = body;
    if (subscription != null) {
      subscription.cancel();
    }
    sent.cancel(true);
  }

  private HttpResponse.BodySubscriber<Void> head(HttpResponse.ResponseInfo info) {
    signals.add(new Signal.Head(info));
    return new Body();
  }

  private final class Body implements HttpResponse.BodySubscriber<Void> {

    @Override
    public CompletionStage<Void> getBody() {
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      body = subscription;
      if (closed) {
        subscription.cancel();
      } else {
        // The reader may have come before the subscription: the first piece is asked for here.
        subscription.request(1);
      }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      int size = buffers.stream().mapToInt(ByteBuffer::remaining).sum();
      ByteBuffer whole = ByteBuffer.allocate(size);
      buffers.forEach(whole::put);
      signals.add(new Signal.Piece(whole.array()));
    }

    @Override
    public void onError(Throwable failure) {
      signals.add(new Signal.Broken(failure));
    }

    @Override
    public void onComplete() {
      signals.add(new Signal.End());
    }
  }
}
