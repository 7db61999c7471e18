package dev.sluice.admin.client;

import dev.sluice.admin.error.RefusedException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Leads a request to its call.
 *
 * <p>What is elsewhere passes by at the price of one comparison. Two things are its own: an id in the path may have any
 * characters, and what is under {@code /clients} and no call ends here: with the gateway's routes it would reach a backend,
 * along with the credentials of an administrator.
 */
final class ClientMapping extends RequestMappingHandlerMapping {

    /** Before the application's controllers, which have order 0, and the gateway's routes, which have order 1. */
    private static final int ORDER = -1;

    private static final PathPattern ALL = PathPatternParser.defaultInstance.parse(ClientCalls.PATH + "/**");

    private static final String ID = "id";

    ClientMapping() {
        setOrder(ORDER);
    }

    @Override
    protected boolean isHandler(Class<?> beanType) {
        return AnnotatedElementUtils.hasAnnotation(beanType, ClientCalls.class);
    }

    @Override
    public Mono<HandlerMethod> getHandlerInternal(ServerWebExchange exchange) {
        return ALL.matches(exchange.getRequest().getPath().pathWithinApplication())
                ? super.getHandlerInternal(new WithoutParameters(exchange))
                : Mono.empty();
    }

    @Override
    protected void handleMatch(RequestMappingInfo info, HandlerMethod handlerMethod, ServerWebExchange exchange) {
        super.handleMatch(info, handlerMethod, exchange);
        Map<String, String> variables =
                new HashMap<>(exchange.getRequiredAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE));
        variables.computeIfPresent(ID, (name, matched) -> PathSegment.decode(id(exchange)));
        exchange.getAttributes().put(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, variables);
    }

    @Override
    protected @Nullable RequestMappingInfo getMatchingMapping(RequestMappingInfo info, ServerWebExchange exchange) {
        return isForId(info) && hasCallByName(exchange) ? null : super.getMatchingMapping(info, exchange);
    }

    @Override
    protected @Nullable HandlerMethod handleNoMatch(Set<RequestMappingInfo> infos, ServerWebExchange exchange)
            throws Exception {
        Set<RequestMappingInfo> near = hasCallByName(exchange)
                ? infos.stream().filter(info -> !isForId(info)).collect(Collectors.toSet())
                : infos;
        HandlerMethod handler = super.handleNoMatch(near, exchange);
        if (handler == null) {
            throw new RefusedException(HttpStatus.NOT_FOUND, "there is no such call");
        }
        return handler;
    }

    /** The segment below that of all clients, as it was sent: that of all may be sent in other letters too, as {@code %63lients}. */
    private static String id(ServerWebExchange exchange) {
        return exchange.getRequest().getPath().pathWithinApplication().elements().stream()
                .filter(PathContainer.PathSegment.class::isInstance)
                .skip(1)
                .findFirst()
                .map(PathContainer.Element::value)
                .orElseThrow();
    }

    private static boolean isForId(RequestMappingInfo info) {
        return info.getDirectPaths().isEmpty();
    }

    /** Whether a call has this method and this path without an id: then its name is not taken for an id. */
    private boolean hasCallByName(ServerWebExchange exchange) {
        return getHandlerMethods().keySet().stream()
                .filter(info -> !isForId(info))
                .anyMatch(info -> info.getPatternsCondition().getMatchingCondition(exchange) != null
                        && info.getMethodsCondition().getMatchingCondition(exchange) != null);
    }
}
