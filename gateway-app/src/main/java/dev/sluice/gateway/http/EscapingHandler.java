package dev.sluice.gateway.http;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import java.util.HexFormat;

/**
 * Escapes the bytes of a request's target that are not ASCII, as browsers do before they send it (RFC 3986, section 2.1). Some programs send
 * them as they are, and each server would read them in a charset of its own.
 */
@ChannelHandler.Sharable
final class EscapingHandler extends ChannelInboundHandlerAdapter {

    private static final char LAST_ASCII = 0x7F;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request && !isAscii(request.uri())) {
            request.setUri(escaped(request.uri()));
        }
        context.fireChannelRead(message);
    }

    private static boolean isAscii(String target) {
        for (int i = 0; i < target.length(); i++) {
            if (target.charAt(i) > LAST_ASCII) {
                return false;
            }
        }
        return true;
    }

    /** The decoder has made a character of each byte. */
    private static String escaped(String target) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < target.length(); i++) {
            char letter = target.charAt(i);
            if (letter > LAST_ASCII) {
                HEX.toHexDigits(text.append('%'), (byte) letter);
            } else {
                text.append(letter);
            }
        }
        return text.toString();
    }
}
