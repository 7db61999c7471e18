package dev.sluice.gateway.accesslog;

import dev.sluice.gateway.completion.Completion;
import dev.sluice.gateway.completion.CompletionListener;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line for each proxied request, when its last byte is sent or its client has gone: method, path without its query,
 * client, status, backend, duration.
 *
 * <p>A client appears as its address or as a digest of its key, and as {@code -} where nobody asked who it was. A client
 * that left before the end has status 499, as in NGINX.
 */
final class AccessLog implements CompletionListener {

    private static final Logger log = LoggerFactory.getLogger(AsyncAccessLogger.NAME);

    private final boolean structured;

    /** A log whose lines have fields besides their text, or the text alone. */
    AccessLog(boolean structured) {
        this.structured = structured;
    }

    @Override
    public void completed(Completion completion) {
        AccessLogLine line = AccessLogLine.of(completion);
        if (structured) {
            LoggingEventBuilder event = log.atInfo();
            for (Map.Entry<String, Object> field : line.fields().entrySet()) {
                event = event.addKeyValue(field.getKey(), field.getValue());
            }
            event.log(line.text());
        } else {
            log.info(line.text());
        }
    }
}
