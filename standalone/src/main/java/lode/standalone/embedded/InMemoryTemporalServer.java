package lode.standalone.embedded;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * The test server of Temporal's Java SDK on a loopback port, in real time: the fall-back where no {@code temporal}
 * program is to be had. Workflows live in memory only.
 */
public final class InMemoryTemporalServer implements TemporalServer {
  private final TestServicesStarter services;
  private final Server server;

  private InMemoryTemporalServer(TestServicesStarter services, Server server) {
    this.services = services;
    this.server = server;
  }

  /**
   * Starts it.
   *
   * @throws EmbeddedPartFailed if it cannot listen
   */
  public static InMemoryTemporalServer start() {
    // Time skipping locked: timers fire when they are due, not at once. Zero stands for the current
    // time.
    TestServicesStarter services = new TestServicesStarter(true, 0);
    // The SDK's own port-bound server would listen on all interfaces.
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(LoopbackPort.address(), 0));
    GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder);
    try {
      Server server = builder.build().start();
      InMemoryTemporalServer started = new InMemoryTemporalServer(services, server);
      started.registerSearchAttributes();
      return started;
    } catch (IOException e) {
      services.close();
      throw new EmbeddedPartFailed(
          TemporalDevServer.PART, "the in-memory server cannot listen on loopback", e);
    }
  }

  private void registerSearchAttributes() {
    if (!SearchAttributes.register(LoopbackPort.HOST, server.getPort())) {
      close();
      throw new EmbeddedPartFailed(
          TemporalDevServer.PART, "the search attributes cannot be registered", null);
    }
  }

  @Override
  public Kind kind() {
    return Kind.IN_MEMORY;
  }

  @Override
  public String target() {
    return LoopbackPort.HOST + ":" + server.getPort();
  }

  @Override
  public String uiUrl() {
    return "";
  }

  @Override
  public String description() {
    return "in-memory Temporal of the SDK: workflows are lost at exit and started again by the reconciler,"
        + " no schedules, no UI. For a durable one run ./lode setup temporal or set LODE_TEMPORAL_TARGET.";
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    services.close();
  }
}
