package lode.standalone.embedded;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The search attributes that the workflows of Lode set, and the look whether a server is ready to take them. */
final class SearchAttributes {
  static final String NAMESPACE = "default";

  /** Names and Temporal types; the dev server and the compose file register the same. */
  static final Map<String, IndexedValueType> ALL = all();

  private static final long DEADLINE_SECONDS = 5;

  private SearchAttributes() {}

  private static Map<String, IndexedValueType> all() {
    Map<String, IndexedValueType> types = new LinkedHashMap<>();
    types.put("LodeProject", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
    types.put("LodeKind", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
    types.put("LodeStatus", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
    types.put("LodeSourceGroup", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST);
    return types;
  }

  static String typeName(IndexedValueType type) {
    return type == IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST ? "KeywordList" : "Keyword";
  }

  /** Whether the front end answers for the namespace. */
  static boolean isReady(String host, int port) {
    return withChannel(
        host,
        port,
        channel -> {
          WorkflowServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
              .describeNamespace(
                  DescribeNamespaceRequest.newBuilder().setNamespace(NAMESPACE).build());
          return true;
        });
  }

  /** Registers what is missing; true if all are there afterwards. */
  static boolean register(String host, int port) {
    return withChannel(
        host,
        port,
        channel -> {
          OperatorServiceGrpc.OperatorServiceBlockingStub operator =
              OperatorServiceGrpc.newBlockingStub(channel)
                  .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
          Map<String, IndexedValueType> missing = new LinkedHashMap<>(ALL);
          missing.keySet().removeAll(known(operator));
          if (!missing.isEmpty()) {
            operator.addSearchAttributes(
                AddSearchAttributesRequest.newBuilder()
                    .setNamespace(NAMESPACE)
                    .putAllSearchAttributes(missing)
                    .build());
          }
          return true;
        });
  }

  private static Set<String> known(OperatorServiceGrpc.OperatorServiceBlockingStub operator) {
    try {
      return operator
          .listSearchAttributes(
              ListSearchAttributesRequest.newBuilder().setNamespace(NAMESPACE).build())
          .getCustomAttributesMap()
          .keySet();
    } catch (StatusRuntimeException e) {
      // The in-memory server cannot list them; it also starts without any.
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        return Set.of();
      }
      throw e;
    }
  }

  private interface Call {
    boolean on(ManagedChannel channel);
  }

  private static boolean withChannel(String host, int port, Call call) {
    ManagedChannel channel = NettyChannelBuilder.forAddress(host, port).usePlaintext().build();
    try {
      return call.on(channel);
    } catch (StatusRuntimeException e) {
      return false;
    } finally {
      channel.shutdownNow();
    }
  }
}
