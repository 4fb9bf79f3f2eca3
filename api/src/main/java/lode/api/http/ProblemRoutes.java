package lode.api.http;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers every failure with a problem: those of routes, and those that the container reports. */
@Hidden
@RestController
@RestControllerAdvice
class ProblemRoutes implements ErrorController {

  @ExceptionHandler(Throwable.class)
  ResponseEntity<Problem> failure(Throwable failure, HttpServletRequest request) {
    HttpHeaders headers = new HttpHeaders();
    if (failure instanceof ErrorResponse response) {
      headers.addAll(response.getHeaders());
    }
    return answer(ProblemAnswers.of(failure), headers, request.getRequestURI());
  }

  @RequestMapping("${server.error.path:${error.path:/error}}")
  ResponseEntity<Problem> error(HttpServletRequest request) {
    String path = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
    if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
      return answer(ProblemAnswers.of(failure), new HttpHeaders(), path);
    }
    Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    HttpStatus known = code instanceof Integer number ? HttpStatus.resolve(number) : null;
    HttpStatus status = known == null ? HttpStatus.NOT_FOUND : known;
    String name = status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return answer(Problem.of(status, name, status.getReasonPhrase()), new HttpHeaders(), path);
  }

  private static ResponseEntity<Problem> answer(Problem problem, HttpHeaders headers, String path) {
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return ResponseEntity.status(problem.status())
        .headers(headers)
        .body(problem.with("instance", path));
  }
}
