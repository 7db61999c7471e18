package dev.sluice.admin.client;

import static dev.sluice.admin.document.Refusal.NOT_ACCEPTABLE;
import static dev.sluice.admin.document.Refusal.UNSUPPORTED_MEDIA_TYPE;
import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import dev.sluice.admin.document.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All clients at once, as JSON lines. */
@ClientCalls
final class TransferController {

    private static final MediaType JSON_LINES = MediaType.valueOf(ClientCalls.JSON_LINES);

    /** Who opens it in a browser gets the file, not a page of text. */
    private static final String FILE = "attachment; filename=\"clients.jsonl\"";

    private static final String EXPORTED = """
            {"client_id":"user1","capacity":30,"rate_per_sec":1,"tokens":30,"last_refill":"2026-11-21T12:00:00.5Z",\
            "created_at":"2026-11-20T08:30:00Z","updated_at":"2026-11-20T08:30:00Z"}
            {"client_id":"user2","capacity":5,"rate_per_sec":0.5,"tokens":0,"last_refill":"2026-11-21T12:00:00.5Z",\
            "created_at":"2026-11-20T08:30:00Z","updated_at":"2026-11-21T10:00:00Z"}
            """;

    private static final String IMPORTED = """
            {"client_id":"user1","capacity":30,"rate_per_sec":1}
            {"client_id":"user2","capacity":5,"rate_per_sec":0.5,"tokens":0}
            """;

    private final ClientExport exports;
    private final ClientImport imports;

    TransferController(ClientExport exports, ClientImport imports) {
        this.exports = exports;
        this.imports = imports;
    }

    @Operation(
            operationId = "exportClients",
            summary = "Export all clients",
            description = "One client in each line, in the order of their ids. The file can be imported as it is.")
    @ApiResponse(
            responseCode = "200",
            description = "The clients as JSON lines",
            headers =
                    @Header(
                            name = "Content-Disposition",
                            description = "A name for the file",
                            schema = @Schema(type = "string", example = FILE)),
            content = {
                @Content(
                        mediaType = ClientCalls.JSON_LINES,
                        schema = @Schema(type = "string"),
                        examples = @ExampleObject(name = "example", value = EXPORTED)),
                @Content(
                        mediaType = ClientCalls.ND_JSON,
                        schema = @Schema(type = "string"),
                        examples = @ExampleObject(name = "example", value = EXPORTED))
            })
    @Refuses(NOT_ACCEPTABLE)
    @GetMapping(
            path = "/export",
            produces = {ClientCalls.JSON_LINES, ClientCalls.ND_JSON, ClientCalls.PROBLEM})
    ResponseEntity<Flux<DataBuffer>> exportAll(ServerWebExchange exchange) {
        List<MediaType> accepted = exchange.getRequest().getHeaders().getAccept();
        boolean older = accepted.contains(MediaType.APPLICATION_NDJSON) && !accepted.contains(JSON_LINES);
        return ResponseEntity.ok()
                .contentType(older ? MediaType.APPLICATION_NDJSON : JSON_LINES)
                .header(HttpHeaders.CONTENT_DISPOSITION, FILE)
                .body(exports.run(exchange.getResponse().bufferFactory()));
    }

    @Operation(
            operationId = "importClients",
            summary = "Import clients",
            description = "One client in each line, of up to 64 KiB. An id that is new is created, one that exists gets"
                    + " the limit of its line and keeps its tokens. Good lines are kept, whatever the others are.",
            requestBody =
                    @RequestBody(
                            required = true,
                            description = "Each line is a NewClient in JSON; other fields are ignored",
                            content = {
                                @Content(
                                        mediaType = ClientCalls.JSON_LINES,
                                        schema = @Schema(type = "string", format = "binary"),
                                        examples = @ExampleObject(name = "example", value = IMPORTED)),
                                @Content(
                                        mediaType = ClientCalls.ND_JSON,
                                        schema = @Schema(type = "string", format = "binary"),
                                        examples = @ExampleObject(name = "example", value = IMPORTED))
                            }))
    @ApiResponse(responseCode = "200", description = "What became of the lines", useReturnTypeSchema = true)
    @Refuses({NOT_ACCEPTABLE, UNSUPPORTED_MEDIA_TYPE})
    @PostMapping(
            path = "/import",
            consumes = {ClientCalls.JSON_LINES, ClientCalls.ND_JSON},
            produces = {APPLICATION_JSON_VALUE, ClientCalls.PROBLEM})
    Mono<ResponseEntity<ImportReport>> importAll(ServerHttpRequest request) {
        return imports.run(request.getBody())
                .map(report -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(report));
    }
}
