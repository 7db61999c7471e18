package dev.sluice.admin.document;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The document: what stands in no single call, and what stands in all of them. */
@Configuration(proxyBeanMethods = false)
public class ApiDocument {

    /** The version of the calls, which is raised when one of them breaks its callers. */
    private static final String VERSION = "1";

    private static final String DESCRIPTION = """
            Clients of a Sluice gateway and their limits: who may spend how many tokens, and how fast they come back.

            A change is live with the next request. Errors are `{"code":…,"message":"…"}`, or a problem document (RFC 9457) for
            whoever prefers `application/problem+json`. Times are RFC 3339 in UTC. Fields that are not known are ignored.

            Where `sluice.admin.verb-paths` is on, the same calls answer under verbs: `POST /clients/register`,
            `PUT /clients/update` (with `client_id` in the body), `DELETE /clients/delete?id=`, `GET /clients/get?id=` and
            `GET /clients/list`. The words `export` and `import` are never ids, those five are none while the verb paths are on.
            """;

    @Bean
    @ConditionalOnMissingBean
    OpenAPI sluiceDocument() {
        return new OpenAPI()
                .info(new Info()
                        .title("Sluice")
                        .version(VERSION)
                        .description(DESCRIPTION)
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url("/").description("This gateway")))
                .tags(List.of(
                        new Tag().name("clients").description("Clients one by one, and all of them as JSON lines")))
                .security(List.of(
                        new SecurityRequirement().addList("basic"), new SecurityRequirement().addList("bearer")))
                .components(new Components()
                        .addSecuritySchemes(
                                "basic",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("basic")
                                        .description("Name and password of an administrator"))
                        .addSecuritySchemes(
                                "bearer",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("JWT")
                                        .description("A token of the issuer that the gateway trusts")));
    }

    /** Adds the refusals of a call to its answers. */
    @Bean
    OperationCustomizer refusals() {
        return (operation, method) -> {
            Refuses refuses = method.getMethodAnnotation(Refuses.class);
            return refuses == null ? operation : withRefusals(operation, refuses);
        };
    }

    /** Adds what the refusals refer to, and brings everything into an order that does not depend on the start. */
    @Bean
    OpenApiCustomizer sharedParts() {
        return document -> {
            for (Class<?> body : List.of(ErrorBody.class, ProblemBody.class)) {
                ModelConverters.getInstance(true)
                        .readAll(body)
                        .forEach((name, schema) -> document.getComponents().addSchemas(name, schema));
            }
            for (Refusal refusal : Refusal.values()) {
                document.getComponents().addResponses(refusal.component(), refusal.response());
            }
            document.getComponents()
                    .setSchemas(new TreeMap<>(document.getComponents().getSchemas()));
            document.setPaths(sorted(document.getPaths()));
        };
    }

    private static Operation withRefusals(Operation operation, Refuses refuses) {
        ApiResponses answers = operation.getResponses();
        answers.values().forEach(ApiDocument::withoutProblem);
        Set<Refusal> refusals = EnumSet.copyOf(Refusal.COMMON);
        refusals.addAll(Arrays.asList(refuses.value()));
        for (Refusal refusal : refusals) {
            answers.addApiResponse(
                    refusal.code(), new ApiResponse().$ref("#/components/responses/" + refusal.component()));
        }
        return operation;
    }

    /** Answers are no problems: that type is only accepted so that errors can be. */
    private static void withoutProblem(ApiResponse answer) {
        if (answer.getContent() != null) {
            answer.getContent().remove("application/problem+json");
        }
    }

    private static @Nullable Paths sorted(@Nullable Paths paths) {
        if (paths == null) {
            return null;
        }
        Paths sorted = new Paths();
        new TreeMap<>(paths).forEach(sorted::addPathItem);
        return sorted;
    }
}
