package dev.sluice.gateway.http;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Removes what a client lists in {@code Connection} from its request, as soon as it arrives, and then from the list (RFC 9110,
 * 7.6.1).
 *
 * <p>Otherwise it would be done last, to headers of that name that the gateway itself has added. What is meant for everybody
 * on the way can't be listed: where a body ends, who sends the request, and for whom.
 */
@ChannelHandler.Sharable
final class ConnectionOptionsHandler extends ChannelInboundHandlerAdapter {

    /** Options that speak of the connection itself: there is nothing to remove before its time. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("close", "keep-alive", "upgrade", "te", "http2-settings");

    private static final Set<String> FOR_EVERYBODY = Set.of(
            "authorization",
            "cache-control",
            "connection",
            "cookie",
            "expect",
            "forwarded",
            "host",
            "origin",
            "trailer",
            "transfer-encoding",
            "via",
            "x-real-ip");

    private static final List<String> GROUPS_FOR_EVERYBODY = List.of("content-", "sec-", "x-forwarded-");

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request && listsMore(request.headers())) {
            apply(request.headers());
        }
        context.fireChannelRead(message);
    }

    private static boolean listsMore(HttpHeaders headers) {
        Iterator<String> lists = headers.valueStringIterator(HttpHeaderNames.CONNECTION);
        while (lists.hasNext()) {
            String list = lists.next();
            if (!"keep-alive".equalsIgnoreCase(list)
                    && !"close".equalsIgnoreCase(list)
                    && !"upgrade".equalsIgnoreCase(list)) {
                return true;
            }
        }
        return false;
    }

    private static void apply(HttpHeaders headers) {
        List<String> kept = new ArrayList<>();
        for (String option : options(headers)) {
            if (OF_THE_CONNECTION.contains(option)) {
                kept.add(option);
            } else if (!isForEverybody(option)) {
                headers.remove(option);
            }
        }
        if (kept.isEmpty()) {
            headers.remove(HttpHeaderNames.CONNECTION);
        } else {
            headers.set(HttpHeaderNames.CONNECTION, String.join(", ", kept));
        }
    }

    private static List<String> options(HttpHeaders headers) {
        return headers.getAll(HttpHeaderNames.CONNECTION).stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(option -> option.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static boolean isForEverybody(String option) {
        return FOR_EVERYBODY.contains(option) || GROUPS_FOR_EVERYBODY.stream().anyMatch(option::startsWith);
    }
}
