package lode.standalone.embedded.qdrant;

import grpc.health.v1.HealthCheck;
import grpc.health.v1.HealthGrpc;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.QdrantGrpc;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckReply;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A loopback server for the official Qdrant clients over gRPC: collections, aliases, points, payload filters, dense and
 * sparse search with IDF, prefetch and fusion. Search is exact, everything is in memory and gone when closed; any other
 * call is answered by {@code UNIMPLEMENTED}.
 */
public final class QdrantServer implements AutoCloseable {
  private static final String VERSION = "1.18.0";
  private static final int MAX_MESSAGE_BYTES = 64 << 20;

  private final Server server;
  private final ExecutorService threads;

  private QdrantServer(Server server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Listens on 127.0.0.1.
   *
   * @param port the port, 0 for any free one
   * @throws IOException if the port is taken
   */
  public static QdrantServer start(int port) throws IOException {
    Catalog catalog = new Catalog();
    AtomicInteger number = new AtomicInteger();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors() + 2,
            work -> {
              Thread thread = new Thread(work, "embedded-index-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
            .executor(threads)
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .permitKeepAliveTime(5, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .intercept(new UnimplementedSaysWhy())
            .addService(new CollectionCalls(catalog))
            .addService(new PointCalls(catalog))
            .addService(new Version())
            .addService(new Health())
            .build();
    try {
      server.start();
    } catch (IOException | RuntimeException e) {
      threads.shutdownNow();
      throw e;
    }
    return new QdrantServer(server, threads);
  }

  /** The port it listens on. */
  public int port() {
    return server.getPort();
  }

  /** Address for clients, {@code http://127.0.0.1:port}; the port speaks gRPC without TLS. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  @Override
  public void close() {
    server.shutdown();
    try {
      if (!server.awaitTermination(2, TimeUnit.SECONDS)) {
        server.shutdownNow();
        server.awaitTermination(2, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
  }

  private static final class Version extends QdrantGrpc.QdrantImplBase {
    @Override
    public void healthCheck(HealthCheckRequest request, StreamObserver<HealthCheckReply> observer) {
      Replies.send(
          observer,
          () ->
              HealthCheckReply.newBuilder()
                  .setTitle("Lode embedded index, speaking Qdrant")
                  .setVersion(VERSION)
                  .build());
    }
  }

  private static final class Health extends HealthGrpc.HealthImplBase {
    @Override
    public void check(
        HealthCheck.HealthCheckRequest request,
        StreamObserver<HealthCheck.HealthCheckResponse> observer) {
      Replies.send(
          observer,
          () ->
              HealthCheck.HealthCheckResponse.newBuilder()
                  .setStatus(HealthCheck.HealthCheckResponse.ServingStatus.SERVING)
                  .build());
    }
  }

  /** gRPC's own words for a call that is not there do not say what to do about it. */
  private static final class UnimplementedSaysWhy implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      return next.startCall(
          new SimpleForwardingServerCall<Q, A>(call) {
            @Override
            public void close(Status status, Metadata trailers) {
              String given = String.valueOf(status.getDescription());
              boolean plain =
                  status.getCode() == Status.Code.UNIMPLEMENTED && given.startsWith("Method ");
              super.close(
                  plain
                      ? status.withDescription(
                          given + " in the embedded index; set LODE_QDRANT_URL to a real Qdrant")
                      : status,
                  trailers);
            }
          },
          headers);
    }
  }
}
