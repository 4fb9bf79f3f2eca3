package lode.workflows;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.MethodDescriptor;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;

/**
 * Keeps the in-memory server from binding a workflow to the worker that has it in its cache: it never
 * takes such a task back when that worker is gone, which a real server does after 5 s.
 */
final class WithoutStickyQueue implements ClientInterceptor {

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      @SuppressWarnings("unchecked")
      public void sendMessage(Q message) {
        super.sendMessage(
            message instanceof RespondWorkflowTaskCompletedRequest completed
                ? (Q) completed.toBuilder().clearStickyAttributes().build()
                : message);
      }
    };
  }
}
