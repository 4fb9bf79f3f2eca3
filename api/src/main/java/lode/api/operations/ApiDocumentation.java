package lode.api.operations;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.media.UUIDSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import lode.api.http.Caller;
import lode.api.http.Problem;
import lode.domain.document.DocumentId;
import lode.domain.document.SourceId;
import lode.domain.extraction.ExtractionId;
import lode.domain.job.Job;
import lode.domain.job.JobId;
import lode.domain.project.Project;
import lode.domain.project.ProjectId;
import lode.domain.report.ReportId;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document: what the generator cannot see by itself. */
@Configuration(proxyBeanMethods = false)
class ApiDocumentation {

  static {
    SpringDocUtils.getConfig()
        .addRequestWrapperToIgnore(Caller.class)
        .replaceWithSchema(JsonNode.class, new Schema<>().description("any JSON"));
    for (Class<?> id :
        List.of(
            ProjectId.class,
            JobId.class,
            SourceId.class,
            DocumentId.class,
            ExtractionId.class,
            ReportId.class)) {
      SpringDocUtils.getConfig().replaceWithClass(id, UUID.class);
    }
    // In paths these stand for their ids; no body has them.
    SpringDocUtils.getConfig()
        .replaceWithClass(Project.class, UUID.class)
        .replaceWithClass(Job.class, UUID.class);
  }

  static String version() {
    String version = ApiDocumentation.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** Names that do not change when a route is added: the routes' class and the method. */
  @Bean
  OperationCustomizer operationNames() {
    return (operation, route) -> {
      String routes = route.getBeanType().getSimpleName().replace("Routes", "");
      String name = routes.substring(0, 1).toLowerCase(Locale.ROOT) + routes.substring(1);
      String method = route.getMethod().getName();
      operation.setTags(List.of(name));
      return operation.operationId(
          name + method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1));
    };
  }

  @Bean
  OpenApiCustomizer idsAndProblems() {
    return api ->
        api.getPaths().values().stream()
            .flatMap(path -> path.readOperations().stream())
            .forEach(ApiDocumentation::complete);
  }

  private static void complete(Operation operation) {
    List<Parameter> parameters =
        operation.getParameters() == null ? List.of() : operation.getParameters();
    parameters.stream()
        .filter(parameter -> "path".equals(parameter.getIn()))
        .filter(parameter -> parameter.getName().endsWith("Id"))
        .forEach(parameter -> parameter.schema(new UUIDSchema()));
    operation
        .getResponses()
        .addApiResponse(
            ApiResponses.DEFAULT,
            new ApiResponse()
                .description("A problem (RFC 9457) with its code")
                .content(
                    new Content()
                        .addMediaType(
                            Problem.MEDIA_TYPE,
                            new MediaType()
                                .schema(new Schema<>().$ref("#/components/schemas/Problem")))));
  }

  private static ObjectSchema problem() {
    ObjectSchema mistake = new ObjectSchema();
    mistake.addProperty("pointer", new StringSchema());
    mistake.addProperty("message", new StringSchema());
    ObjectSchema problem = new ObjectSchema();
    for (String text : List.of("type", "title", "detail", "instance", "code")) {
      problem.addProperty(text, new StringSchema());
    }
    problem.addProperty("status", new IntegerSchema());
    problem.addProperty("errors", new ArraySchema().items(mistake));
    return problem;
  }

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Lode")
                .version("v1")
                .description(
                    "Turns web sites into structured knowledge with a quote for each fact."))
        .servers(List.of(new Server().url("/")))
        .components(
            new Components()
                .addSchemas("Problem", problem())
                .addSecuritySchemes(
                    "bearer", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"))
                .addSecuritySchemes(
                    "header",
                    new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.HEADER)
                        .name("X-API-Key")))
        .addSecurityItem(new SecurityRequirement().addList("bearer"))
        .addSecurityItem(new SecurityRequirement().addList("header"));
  }
}
