package dev.sluice.admin.client;

import static dev.sluice.admin.document.Refusal.BAD_REQUEST;
import static dev.sluice.admin.document.Refusal.CONFLICT;
import static dev.sluice.admin.document.Refusal.CONTENT_TOO_LARGE;
import static dev.sluice.admin.document.Refusal.NOT_ACCEPTABLE;
import static dev.sluice.admin.document.Refusal.NOT_FOUND;
import static dev.sluice.admin.document.Refusal.UNSUPPORTED_MEDIA_TYPE;
import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import dev.sluice.admin.document.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import reactor.core.publisher.Mono;

/** The clients as resources. */
@ClientCalls
final class ClientController {

    private final Clients clients;
    private final ClientIds ids;

    ClientController(Clients clients, ClientIds ids) {
        this.clients = clients;
        this.ids = ids;
    }

    @Operation(
            operationId = "createClient",
            summary = "Create a client",
            description = "Its limit counts from the next request on. A limit that is absent takes the default.")
    @ApiResponse(
            responseCode = "201",
            description = "The client",
            useReturnTypeSchema = true,
            headers =
                    @Header(
                            name = "Location",
                            description = "Where the client is",
                            schema = @Schema(type = "string", format = "uri-reference", example = "/clients/user1")))
    @Refuses({BAD_REQUEST, NOT_ACCEPTABLE, CONFLICT, CONTENT_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE})
    @PostMapping(
            consumes = APPLICATION_JSON_VALUE,
            produces = {APPLICATION_JSON_VALUE, ClientCalls.PROBLEM})
    Mono<ResponseEntity<ClientView>> create(@RequestBody NewClientBody body, ServerHttpRequest request) {
        String id = ids.checked(body.clientId());
        String path = request.getPath().contextPath().value() + ClientCalls.PATH + "/" + PathSegment.encode(id);
        return clients.create(body)
                .map(standing -> ResponseEntity.status(201)
                        .header(HttpHeaders.LOCATION, path)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(ClientView.of(standing)));
    }

    @Operation(
            operationId = "listClients",
            summary = "List clients",
            description =
                    "Page by page: follow the link to the next page until there is none. Who is changed meanwhile may change"
                            + " places in a list that is sorted by what changes.",
            parameters = {
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "limit",
                        description = "How many clients at most",
                        schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "100"),
                        example = "100"),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "search",
                        description =
                                "Only clients whose ids contain this text, whether in capitals or in small letters; no character"
                                        + " stands for others",
                        schema = @Schema(type = "string", minLength = 1, maxLength = 255)),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "sort",
                        description =
                                "What the clients are sorted by, with a `-` in the reverse order; those with equal values are"
                                        + " sorted by their ids",
                        schema =
                                @Schema(
                                        type = "string",
                                        defaultValue = "id",
                                        allowableValues = {
                                            "id",
                                            "-id",
                                            "capacity",
                                            "-capacity",
                                            "rate_per_sec",
                                            "-rate_per_sec",
                                            "created_at",
                                            "-created_at",
                                            "updated_at",
                                            "-updated_at"
                                        })),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "after",
                        description =
                                "Only clients that come after the one with this id, which need not be there any more",
                        schema = @Schema(type = "string", maxLength = 255)),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "after_value",
                        description =
                                "What the client `after` is sorted by: given with it, and only where that is not the id",
                        schema = @Schema(type = "string", maxLength = 27))
            })
    @ApiResponse(
            responseCode = "200",
            description = "A page of clients",
            useReturnTypeSchema = true,
            headers =
                    @Header(
                            name = "Link",
                            description = "The next page, while more clients follow (RFC 8288)",
                            schema =
                                    @Schema(
                                            type = "string",
                                            example = "</clients?limit=100&after=user1>; rel=\"next\"")))
    @Refuses({BAD_REQUEST, NOT_ACCEPTABLE})
    @GetMapping(produces = {APPLICATION_JSON_VALUE, ClientCalls.PROBLEM})
    Mono<ResponseEntity<List<ClientView>>> list(ServerHttpRequest request) {
        Page page = Page.of(request);
        return clients.list(page.listing(), page.toRead()).map(page::answer);
    }

    @Operation(
            operationId = "getClient",
            summary = "Read a client",
            description = "With the tokens that its bucket holds now.")
    @ApiResponse(responseCode = "200", description = "The client", useReturnTypeSchema = true)
    @Refuses({BAD_REQUEST, NOT_FOUND, NOT_ACCEPTABLE})
    @GetMapping(
            path = "/{id}",
            produces = {APPLICATION_JSON_VALUE, ClientCalls.PROBLEM})
    Mono<ResponseEntity<ClientView>> find(@Id @PathVariable("id") String id) {
        return clients.find(ids.checked(id)).map(ClientView::of).map(ClientController::ok);
    }

    @Operation(
            operationId = "replaceLimit",
            summary = "Give a client another limit",
            description = "It keeps the tokens that it has, up to the new capacity.")
    @ApiResponse(responseCode = "200", description = "The client with its new limit", useReturnTypeSchema = true)
    @Refuses({BAD_REQUEST, NOT_FOUND, NOT_ACCEPTABLE, CONTENT_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE})
    @PutMapping(
            path = "/{id}",
            consumes = APPLICATION_JSON_VALUE,
            produces = {APPLICATION_JSON_VALUE, ClientCalls.PROBLEM})
    Mono<ResponseEntity<ClientView>> replace(@Id @PathVariable("id") String id, @RequestBody LimitBody body) {
        return clients.change(ids.checked(id), limit -> body.limit())
                .map(ClientView::of)
                .map(ClientController::ok);
    }

    @Operation(
            operationId = "changeLimit",
            summary = "Change a client's limit in part",
            description =
                    "A merge patch (RFC 7396): what is absent stays as it is. The client keeps the tokens that it has, up to the new capacity.")
    @ApiResponse(responseCode = "200", description = "The client with its new limit", useReturnTypeSchema = true)
    @Refuses({BAD_REQUEST, NOT_FOUND, NOT_ACCEPTABLE, CONTENT_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE})
    @PatchMapping(
            path = "/{id}",
            consumes = {ClientCalls.MERGE_PATCH, APPLICATION_JSON_VALUE},
            produces = {APPLICATION_JSON_VALUE, ClientCalls.PROBLEM})
    Mono<ResponseEntity<ClientView>> patch(@Id @PathVariable("id") String id, @RequestBody LimitPatch body) {
        return clients.change(ids.checked(id), body::appliedTo)
                .map(ClientView::of)
                .map(ClientController::ok);
    }

    @Operation(
            operationId = "deleteClient",
            summary = "Delete a client",
            description = "Its key has the default limit from the next request on. That it is not there is no error.")
    @ApiResponse(responseCode = "204", description = "It is not there, or no longer", useReturnTypeSchema = true)
    @Refuses({BAD_REQUEST})
    @DeleteMapping("/{id}")
    Mono<ResponseEntity<Void>> delete(@Id @PathVariable("id") String id) {
        return clients.delete(ids.checked(id))
                .thenReturn(ResponseEntity.noContent().build());
    }

    @Operation(
            operationId = "checkClient",
            summary = "Ask what a request would get",
            description =
                    "Whether a request of this cost would pass now, and when it would. It takes nothing: whoever comes in between may.")
    @ApiResponse(responseCode = "200", description = "What it would get", useReturnTypeSchema = true)
    @Refuses({BAD_REQUEST, NOT_FOUND, NOT_ACCEPTABLE, CONTENT_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE})
    @PostMapping(
            path = "/{id}/check",
            consumes = APPLICATION_JSON_VALUE,
            produces = {APPLICATION_JSON_VALUE, ClientCalls.PROBLEM})
    Mono<ResponseEntity<CheckView>> check(@Id @PathVariable("id") String id, @RequestBody CheckBody body) {
        return clients.find(ids.checked(id)).map(standing -> ok(CheckView.of(standing, body.tokens())));
    }

    @Operation(
            operationId = "addTokens",
            summary = "Give a client tokens",
            description =
                    "Beside those that flow in: so many (`add`), or until its bucket is full (`reset`); more than the capacity there"
                            + " never are. Where gateways share the bucket, those that spend from it just now have their part within a second.")
    @ApiResponse(responseCode = "200", description = "The client with its tokens", useReturnTypeSchema = true)
    @Refuses({BAD_REQUEST, NOT_FOUND, NOT_ACCEPTABLE, CONTENT_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE})
    @PostMapping(
            path = "/{id}/tokens",
            consumes = APPLICATION_JSON_VALUE,
            produces = {APPLICATION_JSON_VALUE, ClientCalls.PROBLEM})
    Mono<ResponseEntity<ClientView>> addTokens(@Id @PathVariable("id") String id, @RequestBody TokensBody body) {
        return clients.add(ids.checked(id), body.checked()::give)
                .map(ClientView::of)
                .map(ClientController::ok);
    }

    @Operation(
            operationId = "getUsage",
            summary = "Read what a client did lately",
            description =
                    "Its decisions in the last 15 minutes, on all gateways. What another gateway decided within the last second or two may be missing.")
    @ApiResponse(responseCode = "200", description = "What it did", useReturnTypeSchema = true)
    @Refuses({BAD_REQUEST, NOT_FOUND, NOT_ACCEPTABLE})
    @GetMapping(
            path = "/{id}/usage",
            produces = {APPLICATION_JSON_VALUE, ClientCalls.PROBLEM})
    Mono<ResponseEntity<UsageView>> usage(@Id @PathVariable("id") String id) {
        return clients.usage(ids.checked(id)).map(ClientController::ok);
    }

    private static <T> ResponseEntity<T> ok(T body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }
}
