package dev.sluice.admin.client;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import reactor.core.publisher.Mono;

/** The calls of {@link ClientController} under paths that are verbs, for callers that have always used those. */
@Hidden
@ClientCalls
final class VerbController {

    private final ClientController clients;
    private final ClientIds ids;

    VerbController(ClientController clients, ClientIds ids) {
        this.clients = clients;
        this.ids = ids;
    }

    @PostMapping(
            path = "/register",
            consumes = APPLICATION_JSON_VALUE,
            produces = {APPLICATION_JSON_VALUE, ClientCalls.PROBLEM})
    Mono<ResponseEntity<ClientView>> register(@RequestBody NewClientBody body, ServerHttpRequest request) {
        return clients.create(body, request);
    }

    @GetMapping(
            path = "/list",
            produces = {APPLICATION_JSON_VALUE, ClientCalls.PROBLEM})
    Mono<ResponseEntity<List<ClientView>>> list(ServerHttpRequest request) {
        return clients.list(request);
    }

    @GetMapping(
            path = "/get",
            produces = {APPLICATION_JSON_VALUE, ClientCalls.PROBLEM})
    Mono<ResponseEntity<ClientView>> get(
            @RequestParam(name = "id", required = false) @Nullable String id, ServerHttpRequest request) {
        Parameters.checkOnce(request, "id");
        return clients.find(ids.checked(id));
    }

    @PutMapping(
            path = "/update",
            consumes = APPLICATION_JSON_VALUE,
            produces = {APPLICATION_JSON_VALUE, ClientCalls.PROBLEM})
    Mono<ResponseEntity<ClientView>> update(@RequestBody ClientLimitBody body) {
        return clients.replace(body.clientId(), body.limit());
    }

    @DeleteMapping("/delete")
    Mono<ResponseEntity<Void>> delete(
            @RequestParam(name = "id", required = false) @Nullable String id, ServerHttpRequest request) {
        Parameters.checkOnce(request, "id");
        return clients.delete(ids.checked(id));
    }
}
