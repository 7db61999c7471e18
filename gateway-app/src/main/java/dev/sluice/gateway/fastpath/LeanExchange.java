package dev.sluice.gateway.fastpath;

import java.security.Principal;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.http.codec.multipart.Part;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/**
 * An exchange that has a request, a response and attributes, and makes the rest of what an exchange has when it is asked for.
 *
 * <p>Hardly any proxied request needs a session, a form or a locale; the host's exchange prepares them for each.
 */
final class LeanExchange implements ServerWebExchange {

    /** Twice as many as the gateway puts there, so that the table is never made anew. */
    private static final int EXPECTED_ATTRIBUTES = 32;

    private final LeanRequest request;
    private final LeanResponse response;
    private final Exchanges exchanges;
    private final Map<String, Object> attributes = new ConcurrentHashMap<>(EXPECTED_ATTRIBUTES);
    private @Nullable ServerWebExchange complete;

    LeanExchange(LeanRequest request, LeanResponse response, Exchanges exchanges) {
        this.request = request;
        this.response = response;
        this.exchanges = exchanges;
        attributes.put(LOG_ID_ATTRIBUTE, request.getId());
        lendAttributes();
    }

    @Override
    public ServerHttpRequest getRequest() {
        return request;
    }

    @Override
    public LeanResponse getResponse() {
        return response;
    }

    @Override
    public Map<String, Object> getAttributes() {
        return attributes;
    }

    @Override
    public Mono<WebSession> getSession() {
        return complete().getSession();
    }

    @Override
    public <T extends Principal> Mono<T> getPrincipal() {
        return Mono.empty();
    }

    @Override
    public Mono<MultiValueMap<String, String>> getFormData() {
        return complete().getFormData();
    }

    @Override
    public Mono<MultiValueMap<String, Part>> getMultipartData() {
        return complete().getMultipartData();
    }

    @Override
    public Mono<Void> cleanupMultipart() {
        return hasForms() ? complete().cleanupMultipart() : Mono.empty();
    }

    /** Whether somebody may have read a form, whose parts have to be cleaned up. */
    boolean hasForms() {
        return complete != null;
    }

    @Override
    public LocaleContext getLocaleContext() {
        return complete().getLocaleContext();
    }

    @Override
    public @Nullable ApplicationContext getApplicationContext() {
        return exchanges.context();
    }

    @Override
    public boolean isNotModified() {
        return complete != null && complete.isNotModified();
    }

    @Override
    public boolean checkNotModified(Instant lastModified) {
        return complete().checkNotModified(lastModified);
    }

    @Override
    public boolean checkNotModified(String etag) {
        return complete().checkNotModified(etag);
    }

    @Override
    public boolean checkNotModified(@Nullable String etag, Instant lastModified) {
        return complete().checkNotModified(etag, lastModified);
    }

    @Override
    public String transformUrl(String url) {
        return complete().transformUrl(url);
    }

    @Override
    public void addUrlTransformer(Function<String, String> transformer) {
        complete().addUrlTransformer(transformer);
    }

    @Override
    public String getLogPrefix() {
        return "[" + request.getId() + "] ";
    }

    private ServerWebExchange complete() {
        ServerWebExchange made = complete;
        if (made == null) {
            made = exchanges.complete(request, response);
            complete = made;
            lendAttributes();
        }
        return made;
    }

    /** A request shows the attributes of the exchange that was made last. */
    private void lendAttributes() {
        request.setAttributesSupplier(this::getAttributes);
    }
}
