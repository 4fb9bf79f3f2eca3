package lode.api.http;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.UUID;
import org.apache.catalina.Host;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Problems of requests that Tomcat refuses before Lode sees them, such as malformed addresses. */
@Component
class ContainerProblems implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addContextCustomizers(
        context -> {
          if (context.getParent() instanceof Host host) {
            host.getPipeline().addValve(new ProblemValve());
          }
        });
  }

  private static final class ProblemValve extends ErrorReportValve {

    private static final Logger log = LoggerFactory.getLogger(ProblemValve.class);

    @Override
    protected void report(Request request, Response response, Throwable failure) {
      HttpStatus status = HttpStatus.resolve(response.getStatus());
      boolean silent = status == null || !status.isError() || response.getContentWritten() > 0;
      if (silent || !response.setErrorReported()) {
        return;
      }
      String code = status.name().toLowerCase(Locale.ROOT).replace('_', '-');
      // What stands here is all Lode's own: nothing of the request needs escaping.
      String body =
          """
          {"type":"urn:lode:problem:%s","title":"%s","status":%d,"detail":"%s","code":"%s"}"""
              .formatted(
                  code,
                  status.getReasonPhrase(),
                  status.value(),
                  "The request cannot be read as HTTP.",
                  code);
      AnswerHeadersFilter.addTo(response, UUID.randomUUID().toString(), false);
      try {
        response.setContentType(Problem.MEDIA_TYPE);
        response.setCharacterEncoding("UTF-8");
        PrintWriter writer = response.getReporter();
        if (writer != null) {
          writer.write(body);
          response.finishResponse();
        }
      } catch (IOException | IllegalStateException gone) {
        log.debug("A problem could not be told", gone);
      }
    }
  }
}
