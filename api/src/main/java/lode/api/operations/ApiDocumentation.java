package lode.api.operations;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.UUID;
import lode.api.http.Caller;
import lode.domain.document.DocumentId;
import lode.domain.document.SourceId;
import lode.domain.extraction.ExtractionId;
import lode.domain.job.Job;
import lode.domain.job.JobId;
import lode.domain.project.Project;
import lode.domain.project.ProjectId;
import lode.domain.report.ReportId;
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
